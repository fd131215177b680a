package dev.gradus.testkit.domain;

import dev.gradus.node.Constant;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds numbers at which an op may change its behavior: the constants in the code of its class, in the lambdas that it
 * holds, and in its rule.
 */
public final class Thresholds {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    /** The constants of each class, which are read once. */
    private static final ClassValue<Set<Double>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Set<Double> computeValue(Class<?> type) {
            return constants(type);
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
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(rule);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!(node instanceof NoGradient) && seen.add(node)) {
                node.inputs().forEach(open::push);
            }
        }
        return List.copyOf(seen);
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

    /** The numbers in a class file's constant pool; none if it cannot be read. */
    private static Set<Double> constants(Class<?> type) {
        String name = type.getName();
        try (InputStream file = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return file == null ? Set.of() : constants(new DataInputStream(file));
        } catch (IOException | RuntimeException unreadable) {
            return Set.of();
        }
    }

    private static Set<Double> constants(DataInputStream file) throws IOException {
        Set<Double> constants = new HashSet<>();
        file.readInt(); // the magic number
        file.readInt(); // the version
        int count = file.readUnsignedShort();
        for (int index = 1; index < count; index++) {
            int tag = file.readUnsignedByte();
            switch (tag) {
                case UTF8 -> file.readUTF();
                case INTEGER -> constants.add((double) file.readInt());
                case FLOAT -> constants.add((double) file.readFloat());
                case LONG -> constants.add((double) file.readLong());
                case DOUBLE -> constants.add(file.readDouble());
                default -> file.skipBytes(bytes(tag));
            }
            index += tag == LONG || tag == DOUBLE ? 1 : 0; // they take two entries
        }
        return constants;
    }

    /** The length of an entry that is not a number but refers to one or two other entries. */
    private static int bytes(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2; // class, string, method type, module, package
            case 15 -> 3; // method handle
            case 9, 10, 11, 12, 17, 18 -> 4; // members, name and type, dynamic ones
            default -> throw new IllegalArgumentException("no entry of a constant pool has the tag " + tag);
        };
    }
}
