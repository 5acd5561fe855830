package io.javagym.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every space. */
class SpacePropertyTest {
  @Provide
  Arbitrary<Space<?>> spaces() {
    return SpaceArbitraries.spaces(2);
  }

  @Provide
  Arbitrary<BigInteger> seeds() {
    return Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TWO.pow(130));
  }

  @Provide
  Arbitrary<Object> strangers() {
    return Arbitraries.of(
        "text",
        7,
        -1L,
        0.5,
        new byte[] {2},
        new float[] {Float.NaN},
        new long[0],
        List.of(),
        List.of(1),
        Map.of(),
        Map.of("a", 1),
        new OneOf.Choice(9, 0),
        new GraphInstance(List.of("node"), null, null));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aSampleIsAnElement(@ForAll("spaces") Space<?> space, @ForAll("seeds") BigInteger seed) {
    Sampler<?> sampler = space.sampler(seed);
    for (int i = 0; i < 3; i++) {
      Object sample = sampler.sample();
      assertThat(space.explain(sample)).isNull();
      assertThat(space.contains(sample)).isTrue();
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void equalSeedsGiveEqualSamples(
      @ForAll("spaces") Space<?> space, @ForAll("seeds") BigInteger seed) {
    Sampler<?> one = space.sampler(seed);
    Sampler<?> other = SpaceJson.fromJson(SpaceJson.toJson(space)).sampler(seed);
    for (int i = 0; i < 3; i++) {
      assertThat(one.sample())
          .usingRecursiveComparison()
          .withStrictTypeChecking()
          .isEqualTo(other.sample());
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void jsonBringsBackAnEqualSpace(@ForAll("spaces") Space<?> space) {
    Space<?> back = SpaceJson.fromJson(SpaceJson.toJson(space));
    assertThat(back).isEqualTo(space).hasSameHashCodeAs(space);
    assertThat(back).hasToString(space.toString());
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void anExplanationIsGivenForWhatIsNoElementAndOnlyForThat(
      @ForAll("spaces") Space<?> space, @ForAll("strangers") Object value) {
    assertThat(space.explain(value) == null).isEqualTo(space.contains(value));
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void nullIsAnElementOfNoSpace(@ForAll("spaces") Space<?> space) {
    assertThat(space.contains(null)).isFalse();
    assertThat(space.explain(null)).endsWith("got null");
  }
}
