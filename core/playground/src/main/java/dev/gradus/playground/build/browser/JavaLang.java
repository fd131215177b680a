package dev.gradus.playground.build.browser;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Methods of {@code java.lang} that TeaVM lacks. */
public final class JavaLang {
    private JavaLang() {}

    /** As {@link Character#toString(int)}. */
    public static String toString(int codePoint) {
        return new StringBuilder().appendCodePoint(codePoint).toString();
    }

    /** As {@link Class#getPackageName()}. */
    public static String getPackageName(Class<?> type) {
        String name = type.getName();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** As {@link Class#getRecordComponents()}, for records whose fields and accessors {@code RecordFields} keeps. */
    public static dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent[] getRecordComponents(
            Class<?> type) {
        List<dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent> components = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                try {
                    components.add(new dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent(
                            field.getName(), type.getDeclaredMethod(field.getName())));
                } catch (NoSuchMethodException dropped) {
                    throw new IllegalStateException(
                            type.getName() + "." + field.getName() + "() is not in the program", dropped);
                }
            }
        }
        return components.toArray(dev.gradus.playground.build.browser.java.lang.reflect.RecordComponent[]::new);
    }

    /** As {@link java.lang.reflect.AccessibleObject#trySetAccessible()}: a browser hides nothing. */
    public static boolean trySetAccessible(java.lang.reflect.AccessibleObject any) {
        return true;
    }
}
