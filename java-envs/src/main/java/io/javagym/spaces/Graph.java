package io.javagym.spaces;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Graphs whose nodes are all of one space, and whose edges, if they may have any, of another. */
public final class Graph extends SpaceBase<GraphInstance> implements Space<GraphInstance> {
  private final Space<?> nodeSpace;
  private final @Nullable Space<?> edgeSpace;

  private Graph(Space<?> nodeSpace, @Nullable Space<?> edgeSpace) {
    this.nodeSpace = nodeSpace;
    this.edgeSpace = edgeSpace;
  }

  public static Graph of(Space<?> nodeSpace, @Nullable Space<?> edgeSpace) {
    return new Graph(nodeSpace, edgeSpace);
  }

  /** The space of each node. */
  public Space<?> nodeSpace() {
    return nodeSpace;
  }

  /** The space of each edge; null if graphs have no edges. */
  public @Nullable Space<?> edgeSpace() {
    return edgeSpace;
  }

  @Override
  @Nullable Complaint complaint(@Nullable Object value) {
    if (!(value instanceof GraphInstance graph)) {
      return Complaint.expected("a GraphInstance", value);
    }
    Complaint ofNodes = Sequence.ofList(nodeSpace, graph.nodes());
    if (ofNodes != null) {
      return ofNodes.in("nodes");
    }
    List<?> edges = graph.edges();
    int[] links = graph.edgeLinks();
    if (edges == null && links == null) {
      return null;
    }
    if (edges == null || links == null) {
      return new Complaint("expected both edges and edgeLinks, or neither");
    }
    return ofEdges(edges, links, graph.nodes().size());
  }

  private @Nullable Complaint ofEdges(List<?> edges, int[] links, int numNodes) {
    if (edgeSpace == null) {
      return new Complaint("edges", "expected null, for a space without edges");
    }
    Complaint ofEdges = Sequence.ofList(edgeSpace, edges);
    if (ofEdges != null) {
      return ofEdges.in("edges");
    }
    if (links.length != 2 * edges.size()) {
      return new Complaint(
          "edgeLinks",
          "expected %d elements, two for each edge, got %d"
              .formatted(2 * edges.size(), links.length));
    }
    for (int i = 0; i < links.length; i++) {
      if (links[i] < 0 || links[i] >= numNodes) {
        return new Complaint(
            "edgeLinks[%d]".formatted(i),
            "expected a node in [0, %d), got %d".formatted(numNodes, links[i]));
      }
    }
    return null;
  }

  @Override
  SpaceSampler<GraphInstance> newSampler(BigInteger seed) {
    return new GraphSampler(this, seed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Graph that
        && nodeSpace.equals(that.nodeSpace)
        && Objects.equals(edgeSpace, that.edgeSpace);
  }

  @Override
  public int hashCode() {
    return Objects.hash(nodeSpace, edgeSpace);
  }

  @Override
  public String toString() {
    return "Graph(%s, %s)".formatted(nodeSpace, edgeSpace == null ? "None" : edgeSpace);
  }
}
