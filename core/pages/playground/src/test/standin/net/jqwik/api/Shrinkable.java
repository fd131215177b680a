package net.jqwik.api;

/** Stands in for jqwik's. */
@FunctionalInterface
public interface Shrinkable<T> {
    T value();
}
