package io.javagym.box2d;

import io.javagym.box2d.engine.callbacks.ContactListener;
import io.javagym.box2d.engine.collision.Manifold;
import io.javagym.box2d.engine.collision.Manifold.ManifoldType;
import io.javagym.box2d.engine.collision.ManifoldPoint;
import io.javagym.box2d.engine.dynamics.Body;
import io.javagym.box2d.engine.dynamics.BodyType;
import io.javagym.box2d.engine.dynamics.ContactManager;
import io.javagym.box2d.engine.dynamics.Fixture;
import io.javagym.box2d.engine.dynamics.World;
import io.javagym.box2d.engine.dynamics.contacts.Contact;
import io.javagym.box2d.engine.dynamics.contacts.ContactEdge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A world's contacts: which fixtures are near each other, in the order in which the solver takes
 * them, and where they touch with which impulses. The order within a body's own list follows from
 * the world's, since contacts enter both at the front.
 */
final class ContactState {
  private static final List<ManifoldType> MANIFOLD_TYPES = Arrays.asList(ManifoldType.values());

  private static final int LASTING_FLAGS =
      Contact.TOUCHING_FLAG | Contact.ENABLED_FLAG | Contact.FILTER_FLAG;

  private final World world;
  private final ContactManager manager;
  private final List<Fixture> fixtures;
  private final StateParts parts;

  ContactState(World world, List<Fixture> fixtures, StateParts parts) {
    this.world = world;
    this.manager = world.getContactManager();
    this.fixtures = fixtures;
    this.parts = parts;
  }

  void exchange() {
    if (parts.isRestoring()) {
      restore();
    } else {
      save();
    }
  }

  private void save() {
    IdentityHashMap<Fixture, Integer> numbers = new IdentityHashMap<>();
    for (Fixture fixture : fixtures) {
      numbers.put(fixture, numbers.size());
    }
    parts.exchange(manager.m_contactCount, 0, Integer.MAX_VALUE);
    for (Contact contact = manager.m_contactList; contact != null; contact = contact.getNext()) {
      parts.exchange(numbers.get(contact.getFixtureA()), 0, fixtures.size() - 1);
      parts.exchange(numbers.get(contact.getFixtureB()), 0, fixtures.size() - 1);
      exchange(contact);
    }
  }

  private void restore() {
    forgetAll();
    List<Contact> contacts = new ArrayList<>();
    Set<Set<Fixture>> pairs = new HashSet<>();
    for (int left = parts.exchange(0, 0, Integer.MAX_VALUE); left > 0; left--) {
      Fixture a = fixtures.get(parts.exchange(0, 0, fixtures.size() - 1));
      Fixture b = fixtures.get(parts.exchange(0, 0, fixtures.size() - 1));
      parts.require(mayMeet(a, b), "a contact of fixtures that pass through each other");
      parts.require(pairs.add(Set.of(a, b)), "two contacts of the same fixtures");
      Contact contact = world.popContact(a, 0, b, 0);
      parts.require(contact != null, "a contact of shapes that have none");
      contacts.add(contact);
      exchange(contact);
    }
    for (int i = contacts.size() - 1; i >= 0; i--) {
      addFirst(contacts.get(i));
    }
  }

  private void forgetAll() {
    ContactListener listener = manager.m_contactListener;
    manager.m_contactListener = null;
    while (manager.m_contactList != null) {
      manager.destroy(manager.m_contactList);
    }
    manager.m_contactListener = listener;
  }

  private boolean mayMeet(Fixture a, Fixture b) {
    Body bodyA = a.getBody();
    Body bodyB = b.getBody();
    return bodyA != bodyB
        && (bodyA.getType() == BodyType.DYNAMIC || bodyB.getType() == BodyType.DYNAMIC)
        && bodyB.shouldCollide(bodyA)
        && manager.m_contactFilter.shouldCollide(a, b);
  }

  private void addFirst(Contact contact) {
    contact.m_prev = null;
    contact.m_next = manager.m_contactList;
    if (contact.m_next != null) {
      contact.m_next.m_prev = contact;
    }
    manager.m_contactList = contact;
    manager.m_contactCount++;
    Body bodyA = contact.getFixtureA().getBody();
    Body bodyB = contact.getFixtureB().getBody();
    addFirst(bodyA, contact.m_nodeA, contact, bodyB);
    addFirst(bodyB, contact.m_nodeB, contact, bodyA);
  }

  private static void addFirst(Body body, ContactEdge edge, Contact contact, Body other) {
    edge.contact = contact;
    edge.other = other;
    edge.prev = null;
    edge.next = body.m_contactList;
    if (edge.next != null) {
      edge.next.prev = edge;
    }
    body.m_contactList = edge;
  }

  private void exchange(Contact contact) {
    contact.m_flags = parts.exchange(contact.m_flags & LASTING_FLAGS, 0, LASTING_FLAGS);
    Manifold manifold = contact.m_manifold;
    manifold.pointCount = parts.exchange(manifold.pointCount, 0, manifold.points.length);
    if (manifold.pointCount == 0) {
      return; // and the rest has no meaning
    }
    // One from the pool may not have had any yet.
    int type = Math.max(0, MANIFOLD_TYPES.indexOf(manifold.type));
    manifold.type = MANIFOLD_TYPES.get(parts.exchange(type, 0, MANIFOLD_TYPES.size() - 1));
    WorldState.exchange(manifold.localNormal, parts);
    WorldState.exchange(manifold.localPoint, parts);
    for (int i = 0; i < manifold.pointCount; i++) {
      ManifoldPoint point = manifold.points[i];
      WorldState.exchange(point.localPoint, parts);
      point.normalImpulse = parts.exchange(point.normalImpulse);
      point.tangentImpulse = parts.exchange(point.tangentImpulse);
      point.id.indexA = exchange(point.id.indexA);
      point.id.indexB = exchange(point.id.indexB);
      point.id.typeA = exchange(point.id.typeA);
      point.id.typeB = exchange(point.id.typeB);
    }
  }

  private byte exchange(byte value) {
    return (byte) parts.exchange(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }
}
