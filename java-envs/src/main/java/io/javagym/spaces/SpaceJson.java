package io.javagym.spaces;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Spaces as JSON, the form in which they go to Python and to other processes.
 *
 * <pre>{@code
 * {"type":"Box","dtype":"float32","shape":[2],"low":"-inf","high":[1.0,2.0]}
 * {"type":"Discrete","n":2,"start":0,"dtype":"int64"}
 * {"type":"MultiDiscrete","nvec":[5,2],"start":[0,0],"shape":[2],"dtype":"int64"}
 * {"type":"MultiBinary","shape":[3]}
 * {"type":"Text","min_length":1,"max_length":5,"charset":"ab"}
 * {"type":"Tuple","spaces":[...]}
 * {"type":"Dict","spaces":[["key",...],...]}
 * {"type":"Sequence","feature":...,"stack":false}
 * {"type":"Graph","node":...,"edge":null}
 * {"type":"OneOf","spaces":[...]}
 * }</pre>
 *
 * Arrays are flat, in C order. The bounds of a box are one number if they are all equal. Infinities
 * are the strings {@code "inf"} and {@code "-inf"}. A float16 or float32 is written as a double
 * that is equal to it. A box of integers of which some are unbounded has {@code bounded_below} and
 * {@code bounded_above}, a boolean or an array of them.
 */
public final class SpaceJson {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private SpaceJson() {}

  public static String toJson(Space<?> space) {
    return GSON.toJson(SpaceJsonWriter.write(space));
  }

  /**
   * Reads a space back.
   *
   * @throws IllegalArgumentException if the text is not a space in JSON
   */
  public static Space<?> fromJson(String json) {
    try {
      return new SpaceJsonReader().read(new JsonNode("space", JsonParser.parseString(json)));
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
    }
  }
}
