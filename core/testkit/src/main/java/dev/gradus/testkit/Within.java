package dev.gradus.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Asks for a {@code @ForAll} parameter of tensors whose elements are between two numbers, both included. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface Within {
    /** The smallest number. */
    double lower();

    /** The largest number. */
    double upper();
}
