/**
 * Networks in files. {@link io.javagym.agents.policyfile.SafeTensors} is the file format, which
 * Python reads by its package safetensors.
 */
@NullMarked
package io.javagym.agents.policyfile;

import org.jspecify.annotations.NullMarked;
