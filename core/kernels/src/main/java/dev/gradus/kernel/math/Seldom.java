package dev.gradus.kernel.math;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class for arguments that are rare. A function that calls it on one side of a condition is computed in vectors as if
 * that side did not exist; if it is met, the vector's numbers are computed one by one.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Seldom {}
