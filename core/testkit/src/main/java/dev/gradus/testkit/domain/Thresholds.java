package dev.gradus.testkit.domain;

import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds numbers at which an op may change its behavior: the constants in the code of its class, in the lambdas that it
 * holds, and in its rule.
 */
public final class Thresholds {
    /** The constants of each class, which are read once. */
    private static final ClassValue<Set<Double>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Set<Double> computeValue(Class<?> type) {
            return ClassFile.of(type).map(ClassFile::numbers).orElse(Set.of());
        }
    };

    private Thresholds() {}

    /** The constants of an op and of its rule, and their negatives and square roots. */
    public static Set<Double> of(Op op, List<Node> rule) {
        Set<Double> constants = new TreeSet<>();
        for (Class<?> type : classes(op, rule)) {
            constants.addAll(CONSTANTS.get(type));
        }
        constants.addAll(constants(rule));
        return of(constants.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** These constants, and their negatives and square roots. */
    public static Set<Double> of(double[] constants) {
        Set<Double> all = new TreeSet<>();
        for (double constant : constants) {
            if (Double.isFinite(constant)) {
                double root = Math.sqrt(Math.abs(constant));
                all.addAll(List.of(constant, -constant, root, -root));
            }
        }
        return all;
    }

    /** The user's classes: those of the op, of the objects that it holds, and of the ops in its rule. */
    private static Set<Class<?>> classes(Op op, List<Node> rule) {
        Set<Class<?>> classes = new HashSet<>();
        add(op, classes);
        for (Node node : computed(rule)) {
            add(node, classes);
        }
        return classes;
    }

    private static void add(Object object, Set<Class<?>> classes) {
        for (Class<?> type = object.getClass(); isUsers(type); type = type.getSuperclass()) {
            if (classes.add(type.getNestHost())) {
                classes.add(type);
            }
            if (classes.add(type) || object instanceof Op) {
                addFields(object, type, classes);
            }
        }
    }

    private static void addFields(Object object, Class<?> type, Set<Class<?>> classes) {
        for (Field field : type.getDeclaredFields()) {
            try {
                field.setAccessible(true);
                Object value = field.get(object);
                if (value != null && isUsers(value.getClass()) && classes.add(value.getClass())) {
                    classes.add(value.getClass().getNestHost());
                    addFields(value, value.getClass(), classes);
                }
            } catch (ReflectiveOperationException | RuntimeException closed) {
                // its class is examined without it
            }
        }
    }

    /** Whether a class may contain code of the op: not a class of the library or of the JDK, and not an array. */
    public static boolean isUsers(Class<?> type) {
        String name = type.getName();
        return !type.isArray()
                && !type.isPrimitive()
                && !name.startsWith("java.")
                && !Set.of("dev.gradus.node", "dev.gradus.tensor", "dev.gradus.loss", "dev.gradus.nn")
                        .contains(type.getPackageName());
    }

    private static List<Node> computed(List<Node> rule) {
        return TopologicalOrder.of(
                rule.stream().filter(node -> !(node instanceof NoGradient)).toList());
    }

    private static Set<Double> constants(List<Node> rule) {
        Set<Double> constants = new HashSet<>();
        for (Node node : computed(rule)) {
            if (node instanceof Constant constant && constant.shape().elements() == 1) {
                constants.add(constant.value().toArray()[0]);
            }
        }
        return constants;
    }
}
