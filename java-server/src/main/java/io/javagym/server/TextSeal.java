package io.javagym.server;

import io.javagym.EnvMethod;
import io.javagym.GymException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A message authentication code before the text, by a key that lives as long as the JVM. */
final class TextSeal implements EnvMethod.Seal {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int CODE_BYTES = 24; // a multiple of 3, so that Base64 needs no padding
  private static final int CODE_CHARACTERS = CODE_BYTES / 3 * 4;

  private final SecretKeySpec key;

  TextSeal() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  @Override
  public String seal(String text) {
    return code(text) + text;
  }

  @Override
  public String open(String sealed) {
    if (sealed.length() >= CODE_CHARACTERS) {
      String text = sealed.substring(CODE_CHARACTERS);
      byte[] given = sealed.substring(0, CODE_CHARACTERS).getBytes(StandardCharsets.UTF_8);
      if (MessageDigest.isEqual(given, code(text).getBytes(StandardCharsets.UTF_8))) {
        return text;
      }
    }
    throw GymException.invalidArgument(
        ("this text of %d characters was not given by this server since it started, or was changed;"
                + " snapshot() gives a state that any server takes")
            .formatted(sealed.length()));
  }

  private String code(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] code = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(Arrays.copyOf(code, CODE_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
