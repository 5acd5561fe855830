package io.javagym.client;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that start a Python with the package javagym: {@code make test-java} says which. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
    named = "javagym.python",
    matches = ".+",
    disabledReason = "no Python was named: run `make test-java`, or mvn -Dpython=.../bin/python")
@interface RequiresPython {}
