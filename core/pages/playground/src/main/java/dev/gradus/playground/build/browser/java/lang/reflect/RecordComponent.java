package dev.gradus.playground.build.browser.java.lang.reflect;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Replaces Java's class: the name and the accessor of a component. */
public final class RecordComponent {
    private final String name;
    private final Method accessor;

    public RecordComponent(String name, Method accessor) {
        this.name = name;
        this.accessor = accessor;
    }

    /** As {@link Class#getRecordComponents()}, for records whose fields and accessors {@code RecordFields} keeps. */
    public static RecordComponent[] getRecordComponents(Class<?> type) {
        List<RecordComponent> components = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    components.add(new RecordComponent(field.getName(), type.getDeclaredMethod(field.getName())));
                } catch (NoSuchMethodException dropped) {
                    throw new IllegalStateException(
                            type.getName() + "." + field.getName() + "() is not in the program", dropped);
                }
            }
        }
        return components.toArray(new RecordComponent[0]);
    }

    public String getName() {
        return name;
    }

    public Method getAccessor() {
        return accessor;
    }
}
