package io.javagym.spaces;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element of a {@link Graph} space. A graph without edges has neither edges nor links.
 *
 * @param nodes an element of the node space for each node
 * @param edges an element of the edge space for each edge
 * @param edgeLinks for each edge in turn, the index of the node it leaves and of the one it enters
 */
@SuppressWarnings("ArrayRecordComponent") // a value to hand on, never a key
public record GraphInstance(List<?> nodes, @Nullable List<?> edges, int @Nullable [] edgeLinks) {}
