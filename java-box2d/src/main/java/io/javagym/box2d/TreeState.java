package io.javagym.box2d;

import io.javagym.box2d.engine.collision.broadphase.BroadPhase;
import io.javagym.box2d.engine.collision.broadphase.DynamicTree;
import io.javagym.box2d.engine.collision.broadphase.DynamicTreeNode;
import io.javagym.box2d.engine.dynamics.Fixture;
import io.javagym.box2d.engine.dynamics.FixtureProxy;
import java.util.List;

/**
 * The tree in which a world looks for fixtures that are near each other: its shape, the box of each
 * leaf, and the order in which free nodes will be taken. The numbers of the nodes decide in which
 * order contacts begin.
 *
 * <p>The tree is told from its root on, so bytes that are no tree cannot be restored as one: each
 * node and each fixture is there exactly once.
 */
final class TreeState {
  private static final int LEAST_CAPACITY = 16;

  /** Far more than the nodes of the largest world: two for each of some hundred fixtures. */
  private static final int MOST_CAPACITY = 1 << 14;

  private static final int NONE = -1;

  private final DynamicTree tree;
  private final List<Fixture> fixtures;
  private final StateParts parts;

  /** For each node the number of its fixture; [capacity]. */
  private int[] fixtureOfNode = {};

  private boolean[] fixtureSeen = {};
  private boolean[] nodeSeen = {};

  /** How many nodes that are no leaves are yet to come. */
  private int forksLeft;

  private TreeState(DynamicTree tree, List<Fixture> fixtures, StateParts parts) {
    this.tree = tree;
    this.fixtures = fixtures;
    this.parts = parts;
    this.forksLeft = fixtures.size() - 1;
  }

  static void exchange(BroadPhase broadPhase, List<Fixture> fixtures, StateParts parts) {
    if (!(broadPhase.m_tree instanceof DynamicTree tree)) {
      throw new IllegalStateException("no state is known of " + broadPhase.m_tree.getClass());
    }
    new TreeState(tree, fixtures, parts).exchange();
    if (parts.isRestoring()) {
      broadPhase.m_moveCount = 0; // as after each step
    }
  }

  private void exchange() {
    int capacity = parts.exchange(tree.m_nodeCapacity, LEAST_CAPACITY, MOST_CAPACITY);
    int used = Math.max(0, 2 * fixtures.size() - 1);
    parts.require(used <= capacity, "%d nodes in a tree of %d".formatted(used, capacity));
    if (parts.isRestoring()) {
      tree.m_nodes = new DynamicTreeNode[capacity];
      for (int i = 0; i < capacity; i++) {
        tree.m_nodes[i] = new DynamicTreeNode(i);
      }
      tree.m_nodeCapacity = capacity;
      tree.m_nodeCount = used;
    }
    fixtureOfNode = fixtureOfNode(capacity);
    fixtureSeen = new boolean[fixtures.size()];
    nodeSeen = new boolean[capacity];
    tree.m_root = used == 0 ? null : exchangeNode(tree.m_root, null);
    for (boolean seen : fixtureSeen) {
      parts.require(seen, "a fixture is missing in the tree");
    }
    exchangeFree(capacity - used);
  }

  private int[] fixtureOfNode(int capacity) {
    int[] numbers = new int[capacity];
    if (!parts.isRestoring()) {
      for (int i = 0; i < fixtures.size(); i++) {
        numbers[proxy(i).proxyId] = i;
      }
    }
    return numbers;
  }

  /** Every shape but a chain has one proxy. */
  private FixtureProxy proxy(int fixture) {
    if (fixtures.get(fixture).m_proxyCount != 1) {
      throw new IllegalStateException("no state is known of chains, or of bodies out of use");
    }
    return fixtures.get(fixture).m_proxies[0];
  }

  /** Passes a node and all below it; a tree of n fixtures is at most n deep. */
  private DynamicTreeNode exchangeNode(DynamicTreeNode node, DynamicTreeNode parent) {
    DynamicTreeNode exchanged = exchangeUnseen(node);
    exchanged.parent = parent;
    boolean leaf = parts.exchange(node != null && node.isLeaf());
    if (leaf) {
      exchangeLeaf(exchanged);
    } else {
      parts.require(--forksLeft >= 0, "more forks in the tree than its fixtures make");
      exchanged.child1 = exchangeNode(exchanged.child1, exchanged);
      exchanged.child2 = exchangeNode(exchanged.child2, exchanged);
      if (parts.isRestoring()) {
        exchanged.height = 1 + Math.max(exchanged.child1.height, exchanged.child2.height);
        exchanged.aabb.combine(exchanged.child1.aabb, exchanged.child2.aabb);
      }
    }
    return exchanged;
  }

  private void exchangeLeaf(DynamicTreeNode leaf) {
    int number = parts.exchange(fixtureOfNode[leaf.id], 0, fixtures.size() - 1);
    parts.require(!fixtureSeen[number], "a fixture is twice in the tree");
    fixtureSeen[number] = true;
    WorldState.exchange(leaf.aabb.lowerBound, parts);
    WorldState.exchange(leaf.aabb.upperBound, parts);
    if (parts.isRestoring()) {
      leaf.userData = proxy(number);
      proxy(number).proxyId = leaf.id;
    }
  }

  private DynamicTreeNode exchangeUnseen(DynamicTreeNode node) {
    int id = parts.exchange(node == null ? 0 : node.id, 0, tree.m_nodeCapacity - 1);
    parts.require(!nodeSeen[id], "a node is twice in the tree");
    nodeSeen[id] = true;
    return tree.m_nodes[id];
  }

  private void exchangeFree(int count) {
    int id = tree.m_freeList;
    DynamicTreeNode next = id == NONE || parts.isRestoring() ? null : tree.m_nodes[id];
    DynamicTreeNode before = null;
    for (int i = 0; i < count; i++) {
      DynamicTreeNode free = exchangeUnseen(next);
      next = free.parent;
      if (parts.isRestoring()) {
        free.height = NONE;
        if (before == null) {
          tree.m_freeList = free.id;
        } else {
          before.parent = free;
        }
        before = free;
      }
    }
    if (parts.isRestoring() && before == null) {
      tree.m_freeList = NONE;
    }
  }
}
