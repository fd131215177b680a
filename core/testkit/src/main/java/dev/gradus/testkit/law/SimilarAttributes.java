package dev.gradus.testkit.law;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        if (attribute instanceof List<?> list) {
            return changed(list, SimilarAttributes::listOf);
        }
        if (attribute.getClass().isArray()) {
            return changed(elements(attribute), changed -> Optional.of(array(attribute, changed)));
        }
        return attribute instanceof Record made
                ? components(made)
                        .map(components -> changed(components, changed -> record(made, changed)))
                        .orElse(List.of())
                : List.of();
    }

    /** A deep copy of an attribute, or the attribute itself if its class is unknown. */
    static Object copy(Object attribute) {
        if (attribute instanceof List<?> list) {
            return list.stream().map(SimilarAttributes::copy).toList();
        }
        if (attribute.getClass().isArray()) {
            return array(
                    attribute,
                    elements(attribute).stream().map(SimilarAttributes::copy).toList());
        }
        return attribute instanceof Record made
                ? components(made)
                        .flatMap(all -> record(
                                made, all.stream().map(SimilarAttributes::copy).toList()))
                        .orElse(made)
                : attribute;
    }

    /** A deep copy whose lists can be changed, as a caller may have made it. */
    static Object changeableCopy(Object attribute) {
        if (attribute instanceof List<?> list) {
            return new ArrayList<>(
                    list.stream().map(SimilarAttributes::changeableCopy).toList());
        }
        if (attribute.getClass().isArray()) {
            return array(
                    attribute,
                    elements(attribute).stream()
                            .map(SimilarAttributes::changeableCopy)
                            .toList());
        }
        return attribute instanceof Record made
                ? components(made)
                        .flatMap(all -> record(
                                made,
                                all.stream()
                                        .map(SimilarAttributes::changeableCopy)
                                        .toList()))
                        .orElse(made)
                : attribute;
    }

    /** Changes every array and every list in an attribute, as its caller may do later. */
    @SuppressWarnings("unchecked") // each element is replaced by one of its own class
    static void overwrite(Object attribute) {
        if (attribute instanceof List<?> list) {
            list.forEach(SimilarAttributes::overwrite);
            try {
                ((List<Object>) list).replaceAll(SimilarAttributes::different);
            } catch (UnsupportedOperationException copiedByItsRecord) {
                // a list that nobody can change
            }
        } else if (attribute.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(attribute); i++) {
                overwrite(Array.get(attribute, i));
                Array.set(attribute, i, different(Array.get(attribute, i)));
            }
        } else if (attribute instanceof Record made) {
            components(made).ifPresent(parts -> parts.forEach(SimilarAttributes::overwrite));
        }
    }

    private static Object different(Object element) {
        boolean isContainer = element instanceof List<?> || element.getClass().isArray() || element instanceof Record;
        List<Object> others = isContainer ? List.of() : of(element);
        return others.isEmpty() ? element : others.get(others.size() - 1);
    }

    private static Optional<Object> listOf(List<Object> elements) {
        return Optional.of(List.copyOf(elements));
    }

    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static Object array(Object like, List<?> elements) {
        Object array = Array.newInstance(like.getClass().getComponentType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    /** Lists in which one component is changed. */
    private static List<Object> changed(List<?> parts, Function<List<Object>, Optional<Object>> together) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            for (Object similar : of(parts.get(i))) {
                List<Object> changed = new ArrayList<>(parts);
                changed.set(i, similar);
                together.apply(changed).ifPresent(all::add);
            }
        }
        return all;
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
