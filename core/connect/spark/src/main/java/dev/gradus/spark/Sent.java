package dev.gradus.spark;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that what is sent to executors can be serialized, and names the field that cannot. */
final class Sent {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Sent() {}

    /** @throws IllegalArgumentException if the object cannot be serialized */
    static void check(String what, Serializable sent) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(sent);
        } catch (NotSerializableException unserializable) {
            String where = new Sent().find(sent, "it").orElse("something in it");
            throw new IllegalArgumentException(
                    what + " is sent to executors, but " + where + " is not serializable: "
                            + unserializable.getMessage() + "; create it inside " + what.replaceFirst(".* the ", "the ")
                            + ", or make its class Serializable",
                    unserializable);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Finds an object that is not serializable, and describes the way to it. */
    private Optional<String> find(Object object, String path) {
        if (!(object instanceof Serializable)) {
            return Optional.of(path);
        }
        if (!seen.add(object)) {
            return Optional.empty();
        }
        for (Part part : parts(object)) {
            Optional<String> found = find(part.value, part.name + " of " + path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A field, a captured variable or an element. */
    private record Part(String name, Object value) {}

    private static List<Part> parts(Object object) {
        List<Part> parts = new ArrayList<>();
        if (object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                add(parts, "element " + i, array[i]);
            }
        } else if (object instanceof Iterable<?> elements) {
            elements.forEach(element -> add(parts, "an element", element));
        } else {
            try {
                addFields(parts, object);
            } catch (ReflectiveOperationException | RuntimeException closed) {
                return parts; // of a class that may not be looked into
            }
        }
        return parts;
    }

    private static void addFields(List<Part> parts, Object object) throws ReflectiveOperationException {
        if (object.getClass().isSynthetic()) {
            Method replace = object.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            SerializedLambda lambda = (SerializedLambda) replace.invoke(object);
            for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
                Object captured = lambda.getCapturedArg(i);
                add(
                        parts,
                        captured == null
                                ? ""
                                : "the captured " + captured.getClass().getSimpleName(),
                        captured);
            }
            return;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                        && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    add(parts, "the field " + field.getName(), field.get(object));
                }
            }
        }
    }

    private static void add(List<Part> parts, String name, Object value) {
        if (value != null) {
            parts.add(new Part(name, value));
        }
    }
}
