package io.javagym.spaces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws elements of a {@link Graph}: ten nodes and up to 89 edges, as Gymnasium does unasked. */
final class GraphSampler extends SpaceSampler<GraphInstance> {
  private static final int NUM_NODES = 10;

  private final Graph space;
  private final SpaceSampler<?> nodes;
  private final @Nullable SpaceSampler<?> edges;

  GraphSampler(Graph space, BigInteger seed) {
    super(seed);
    this.space = space;
    List<Space<?>> spaces = new ArrayList<>();
    spaces.add(space.nodeSpace());
    if (space.edgeSpace() != null) {
      spaces.add(space.edgeSpace());
    }
    List<SpaceSampler<?>> samplers = samplers(seed, spaces);
    this.nodes = samplers.get(0);
    this.edges = samplers.size() > 1 ? samplers.get(1) : null;
  }

  @Override
  GraphInstance draw(Guide guide, @Nullable Object values) {
    List<? extends @Nullable Object> pair =
        values == null ? Arrays.asList(null, null) : Masks.list(values, 2, "parts: node, edge");
    int numEdges = (int) random.integers(0, NUM_NODES * (NUM_NODES - 1));
    List<Object> drawnNodes = drawBatch(nodes, NUM_NODES, guide, pair.get(0));
    if (numEdges == 0 || edges == null) {
      return new GraphInstance(drawnNodes, null, null);
    }
    Object perEdge = pair.get(1) == null ? null : Collections.nCopies(numEdges, pair.get(1));
    List<Object> drawnEdges = drawBatch(edges, numEdges, guide, perEdge);
    int[] links = new int[2 * numEdges];
    for (int i = 0; i < links.length; i++) {
      links[i] = (int) random.integers(0, NUM_NODES);
    }
    return new GraphInstance(drawnNodes, drawnEdges, links);
  }

  @Override
  List<Object> drawBatch(int n, Guide guide, @Nullable Object values) {
    return drawFromCopies(space, n, guide, values);
  }

  /** The batch is drawn from a copy of the generator; Gymnasium then moves the original by one. */
  private static List<Object> drawBatch(
      SpaceSampler<?> sampler, int n, Guide guide, @Nullable Object values) {
    List<Object> drawn = sampler.drawBatch(n, guide, values);
    sampler.random.random();
    return drawn;
  }
}
