package dev.gradus.kernel.math;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that handles rare arguments. Vector code omits the side of a condition that calls such a class. If an
 * element takes that side, the elements of its vector are computed one by one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Seldom {}
