@NullMarked
package io.javagym.agents.policyfile;

import org.jspecify.annotations.NullMarked;
