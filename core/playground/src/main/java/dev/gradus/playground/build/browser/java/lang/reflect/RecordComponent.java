package dev.gradus.playground.build.browser.java.lang.reflect;

import java.lang.reflect.Method;

/** Stands in for Java's class: a component's name and its accessor. */
public final class RecordComponent {
    private final String name;
    private final Method accessor;

    public RecordComponent(String name, Method accessor) {
        this.name = name;
        this.accessor = accessor;
    }

    public String getName() {
        return name;
    }

    public Method getAccessor() {
        return accessor;
    }
}
