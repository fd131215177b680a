package dev.gradus.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For a {@code @ForAll} parameter that is a tensor or a shape: its axes, as {@link Dims#dims} takes them. Parameters do
 * not share symbols; for that see {@link GradusArbitraries#tuples}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE_USE})
public @interface OfDims {
    /** Symbols, numbers, or {@code "*"}. */
    String[] value();
}
