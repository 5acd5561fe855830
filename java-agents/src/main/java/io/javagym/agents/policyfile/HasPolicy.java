package io.javagym.agents.policyfile;

/** An agent whose policy is a network. */
public interface HasPolicy {

  /** The policy that it follows now, by this agent's own network or a copy of it. */
  Policy<?, ?> policy();
}
