package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Spaces of other spaces: Tuple, Dict, Sequence, Graph, OneOf. */
class CompositeSpaceTest {
  private static final Box<float[]> POSITION = Box.float32(-5, 5, 4);
  private static final Discrete COLOR = Discrete.of(3);

  @Test
  void explanationsTellThePath() {
    Dict cargo = Dict.of("cargo", POSITION, "ship", Tuple.of(COLOR, Sequence.of(POSITION)));
    assertThat(cargo.explain(Map.of("cargo", new double[4], "ship", List.of(0, List.of()))))
        .isEqualTo("cargo: expected a float[] of 4 elements (float32, shape [4]), got double[4]");
    float[] outside = {0, 0, 7.5f, 0};
    assertThat(
            cargo.explain(
                Map.of("cargo", new float[4], "ship", List.of(0, List.of(new float[4], outside)))))
        .isEqualTo("ship[1][1][2]: 7.5 is above high 5.0");
    assertThat(Dict.of("position", POSITION).explain(Map.of("position", outside)))
        .isEqualTo("position[2]: 7.5 is above high 5.0");
    assertThat(Dict.of("a", Dict.of("b", COLOR)).explain(Map.of("a", Map.of("b", 3))))
        .isEqualTo("a.b: expected an integer in [0, 3), got 3");
    assertThat(Dict.of("a", COLOR).explain(Map.of("b", 0)))
        .isEqualTo("expected a map of [a], got a map of [b]");
    assertThat(Tuple.of(COLOR).explain(List.of(1, 2)))
        .isEqualTo("expected a list of 1, got a list of 2");
    assertThat(OneOf.of(COLOR, POSITION).explain(new OneOf.Choice(2, 0)))
        .isEqualTo("index: expected an integer in [0, 2), got 2");
    assertThat(OneOf.of(COLOR, POSITION).explain(new OneOf.Choice(1, 0)))
        .startsWith("value: expected a float[] of 4 elements");
  }

  @Test
  void graphsAreExplained() {
    Graph space = Graph.of(COLOR, COLOR);
    assertThat(space.contains(new GraphInstance(List.of(0, 1), null, null))).isTrue();
    assertThat(space.contains(new GraphInstance(List.of(0, 1), List.of(2), new int[] {0, 1})))
        .isTrue();
    assertThat(space.explain(new GraphInstance(List.of(0, 3), null, null)))
        .isEqualTo("nodes[1]: expected an integer in [0, 3), got 3");
    assertThat(space.explain(new GraphInstance(List.of(0), List.of(3), new int[2])))
        .isEqualTo("edges[0]: expected an integer in [0, 3), got 3");
    assertThat(space.explain(new GraphInstance(List.of(0), List.of(0), new int[] {0, 1})))
        .isEqualTo("edgeLinks[1]: expected a node in [0, 1), got 1");
    assertThat(space.explain(new GraphInstance(List.of(0), List.of(0), new int[1])))
        .isEqualTo("edgeLinks: expected 2 elements, two for each edge, got 1");
    assertThat(space.explain(new GraphInstance(List.of(0), List.of(0), null)))
        .isEqualTo("expected both edges and edgeLinks, or neither");
    assertThat(Graph.of(COLOR, null).explain(new GraphInstance(List.of(), List.of(), new int[0])))
        .isEqualTo("edges: expected null, for a space without edges");
  }

  @Test
  void keysAreSortedByCodePointUnlessOrdered() {
    // U+10000 is D800 DC00 in UTF-16, which sorts below U+FF00.
    Map<String, Space<?>> spaces = new LinkedHashMap<>();
    spaces.put("\ud800\udc00", COLOR);
    spaces.put("\uff00", COLOR);
    spaces.put("a", COLOR);
    assertThat(Dict.of(spaces).spaces().keySet()).containsExactly("a", "\uff00", "\ud800\udc00");
    assertThat(Dict.ordered(spaces).spaces().keySet())
        .containsExactly("\ud800\udc00", "\uff00", "a");
    assertThat(Dict.of(spaces)).isNotEqualTo(Dict.ordered(spaces));
    assertThat(Dict.EMPTY.contains(Map.of())).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dict.of("a", COLOR, "a", COLOR))
        .withMessage("duplicate key: a");
  }

  @Test
  void anAlternativeOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(OneOf::of);
  }

  @Test
  void samplesAreThoseOfGymnasium() {
    Box<float[]> box = Box.float32(-1, 1, 2);
    float[] drawn = {-0.3991573f, 0.21649833f};
    assertThat(Tuple.of(Discrete.of(2), box).sampler(42).sample()).containsExactly(0L, drawn);
    Dict dict = Dict.of("position", box, "color", COLOR);
    assertThat(dict.sampler(42).sample())
        .containsExactly(Map.entry("color", 0L), Map.entry("position", drawn));
    assertThat(Sequence.of(Box.float32(0, 1)).sampler(0).sample())
        .containsExactly(
            new float[] {0.6822636f}, new float[] {0.18933342f}, new float[] {0.19049619f});
    assertThat(OneOf.of(Discrete.of(2), box).sampler(123).sample())
        .isEqualTo(new OneOf.Choice(0, 0L));
    GraphInstance graph = Graph.of(Discrete.of(5), COLOR).sampler(123).sample();
    assertThat(graph.nodes()).isEqualTo(List.of(1L, 0L, 1L, 3L, 0L, 4L, 4L, 4L, 4L, 1L));
    assertThat(graph.edges()).isEqualTo(List.of(1L));
    assertThat(graph.edgeLinks()).containsExactly(6, 5);
  }

  @Test
  void masksReachTheInnerSpaces() {
    byte[] onlyTwo = {0, 0, 1};
    List<byte[]> pair = Arrays.asList(onlyTwo, null);
    assertThat(Tuple.of(COLOR, POSITION).sampler(0).sample(pair).get(0)).isEqualTo(2L);
    assertThat(Dict.of("a", COLOR).sampler(0).sample(Map.of("a", onlyTwo))).containsEntry("a", 2L);
    assertThat(Sequence.of(COLOR).sampler(0).sample(new Object[] {4, onlyTwo}))
        .containsExactly(2L, 2L, 2L, 2L);
    assertThat(OneOf.of(COLOR).sampler(0).sample(List.of(onlyTwo)).value()).isEqualTo(2L);
    Object edges = new Object[] {null, onlyTwo};
    assertThat(Graph.of(COLOR, COLOR).sampler(3).sample(edges).edges())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsOnly(2L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tuple.of(COLOR).sampler(0).sample(List.of()))
        .withMessage("expected a list of 1 for the 1 spaces, got a list of 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequence.of(COLOR).sampler(0).sample(new Object[] {-1, null}));
  }
}
