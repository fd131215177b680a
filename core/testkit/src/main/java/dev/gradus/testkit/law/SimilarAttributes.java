package dev.gradus.testkit.law;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Attributes similar to a drawn one: with a number a little larger or smaller, a flag inverted, or another constant of
 * an enum.
 */
public final class SimilarAttributes {
    private SimilarAttributes() {}

    /** All attributes that differ in one component; none if the class of the attribute is unknown. */
    static List<Object> of(Object attribute) {
        if (attribute instanceof Double x) {
            return List.of(
                    Math.nextUp(x),
                    Math.nextDown(x),
                    x * (1 + 1e-12),
                    x * (1 + 1e-9),
                    x * (1 + 1e-6),
                    x * 1.001,
                    x + 0.3);
        }
        if (attribute instanceof Float x) {
            return List.of(Math.nextUp(x), Math.nextDown(x), x * 1.001f);
        }
        if (attribute instanceof Integer n) {
            return List.of(n + 1, n - 1);
        }
        if (attribute instanceof Long n) {
            return List.of(n + 1, n - 1, n + (1L << 32));
        }
        if (attribute instanceof Boolean flag) {
            return List.of(!flag);
        }
        if (attribute instanceof Enum<?> constant) {
            return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
                    .filter(other -> other != constant)
                    .map(Object.class::cast)
                    .toList();
        }
        return parts(attribute).map(parts -> changed(attribute, parts)).orElse(List.of());
    }

    /** A deep copy whose lists can be changed, as a caller may have made it; the attribute if its class is unknown. */
    static Object copy(Object attribute) {
        return parts(attribute)
                .flatMap(parts -> made(
                        attribute, parts.stream().map(SimilarAttributes::copy).toList()))
                .orElse(attribute);
    }

    /** Changes every array and every list in an attribute, as its caller may do later. */
    @SuppressWarnings("unchecked") // each element is replaced by one of its own class
    static void overwrite(Object attribute) {
        List<Object> parts = parts(attribute).orElse(List.of());
        parts.forEach(SimilarAttributes::overwrite);
        if (attribute instanceof List<?> list) {
            try {
                ((List<Object>) list).replaceAll(SimilarAttributes::different);
            } catch (UnsupportedOperationException copiedByItsRecord) {
                // a list that nobody can change
            }
        } else if (attribute.getClass().isArray()) {
            for (int i = 0; i < parts.size(); i++) {
                Array.set(attribute, i, different(parts.get(i)));
            }
        }
    }

    private static Object different(Object element) {
        List<Object> others = parts(element).isPresent() ? List.of() : of(element);
        return others.isEmpty() ? element : others.get(others.size() - 1);
    }

    /** Attributes in which one part is changed. */
    private static List<Object> changed(Object attribute, List<Object> parts) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (Object similar : of(parts.get(i))) {
                List<Object> changed = new ArrayList<>(parts);
                changed.set(i, similar);
                made(attribute, changed).ifPresent(all::add);
            }
        }
        return all;
    }

    /** What a list, an array or a record is made of. */
    private static Optional<List<Object>> parts(Object attribute) {
        if (attribute instanceof List<?> list) {
            return Optional.of(new ArrayList<>(list));
        }
        if (attribute.getClass().isArray()) {
            return Optional.of(IntStream.range(0, Array.getLength(attribute))
                    .mapToObj(i -> Array.get(attribute, i))
                    .toList());
        }
        return attribute instanceof Record made ? components(made) : Optional.empty();
    }

    /** The same kind of list, array or record with other parts, if there may be one. */
    private static Optional<Object> made(Object like, List<?> parts) {
        if (like instanceof List<?>) {
            return Optional.of(new ArrayList<>(parts));
        }
        if (like instanceof Record made) {
            return record(made, parts);
        }
        Object array = Array.newInstance(like.getClass().getComponentType(), parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Array.set(array, i, parts.get(i));
        }
        return Optional.of(array);
    }

    private static Optional<List<Object>> components(Record made) {
        try {
            List<Object> values = new ArrayList<>();
            for (RecordComponent component : made.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                values.add(component.getAccessor().invoke(made));
            }
            return Optional.of(values);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return Optional.empty();
        }
    }

    private static Optional<Object> record(Record like, List<?> components) {
        try {
            Class<?>[] types = Arrays.stream(like.getClass().getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = like.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(components.toArray()));
        } catch (ReflectiveOperationException | RuntimeException refused) {
            return Optional.empty();
        }
    }
}
