package dev.gradus.lift;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.host.Records;
import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.RefArray;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Doubles, arrays and records of doubles from and to a sequence of numbers. */
final class Shaped {
    private Shaped() {}

    /** The numbers in a value of the interpreter: those of arrays by rows, those of records by components. */
    static void numbers(Object value, List<Object> to) {
        if (value instanceof Double || value instanceof Expr) {
            to.add(value);
        } else if (value instanceof DoubleArray array) {
            for (int i = 0; i < array.numbers.length; i++) {
                to.add(array.get(i));
            }
        } else if (value instanceof RefArray array) {
            for (Object element : array.elements) {
                numbers(element, to);
            }
        } else if (value instanceof Instance instance && instance.type.isRecord()) {
            for (RecordComponent component : instance.type.getRecordComponents()) {
                numbers(instance.get(instance.type.getName() + "." + component.getName()), to);
            }
        } else if (!(value instanceof Integer || value instanceof Long || value instanceof String)) {
            throw new LiftException("The method returns " + (value == Null.NULL ? "nothing" : Types.className(value))
                    + "; return a double, a double[], a double[][] or a record of these.");
        }
    }

    /** The Java value of a value of the interpreter, with these numbers in the order of {@link #numbers}. */
    static Object java(Object value, DoubleBuffer next) {
        if (value instanceof Double || value instanceof Expr) {
            return next.get();
        } else if (value instanceof DoubleArray array) {
            double[] numbers = new double[array.numbers.length];
            next.get(numbers);
            return numbers;
        } else if (value instanceof RefArray array) {
            Object real = Array.newInstance(array.type.getComponentType(), array.elements.length);
            for (int i = 0; i < array.elements.length; i++) {
                Array.set(real, i, java(array.elements[i], next));
            }
            return real;
        } else if (value instanceof Instance instance) {
            RecordComponent[] components = instance.type.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object component = instance.get(instance.type.getName() + "." + components[i].getName());
                values[i] = boxed(java(component, next), components[i].getType());
            }
            return Records.create(instance.type, values);
        }
        return value;
    }

    private static Object boxed(Object value, Class<?> type) {
        return value instanceof Integer number && type == boolean.class ? (Object) (number != 0) : value;
    }

    /**
     * A value like another whose chosen numbers are the next ones. The other numbers are 0; ints, booleans and texts
     * are those of the other value.
     *
     * @param all whether all numbers are chosen
     * @param wanted whether a record component is chosen though not all are
     */
    static Object like(Object value, boolean all, Predicate<String> wanted, DoubleBuffer next) {
        return Records.copy(value, (path, old) -> {
            boolean isChosen = isChosen(path, all, wanted);
            if (old instanceof Double) {
                return isChosen ? next.get() : 0.0;
            } else if (old instanceof double[] array) {
                return next(array, isChosen, next);
            } else if (old instanceof double[][] rows) {
                return Arrays.stream(rows).map(row -> next(row, isChosen, next)).toArray(double[][]::new);
            }
            return old;
        });
    }

    private static double[] next(double[] like, boolean isChosen, DoubleBuffer next) {
        double[] numbers = new double[like.length];
        if (isChosen) {
            next.get(numbers);
        }
        return numbers;
    }

    private static boolean isChosen(String path, boolean all, Predicate<String> wanted) {
        return all || Arrays.stream(path.split("\\.", -1)).anyMatch(wanted);
    }

    /** The differentiated numbers of an argument, in the order of {@link #like}. */
    static List<Object> differentiated(Object argument, boolean all, Predicate<String> wanted) {
        List<Object> numbers = new ArrayList<>();
        Records.copy(argument, (path, value) -> {
            if (isChosen(path, all, wanted)) {
                if (value instanceof Double) {
                    numbers.add(value);
                } else if (value instanceof double[] array) {
                    Arrays.stream(array).forEach(numbers::add);
                } else if (value instanceof double[][] rows) {
                    Arrays.stream(rows).flatMapToDouble(Arrays::stream).forEach(numbers::add);
                }
            }
            return value;
        });
        return numbers;
    }

    /** A value of a node, as the method takes it: the initial value of a parameter, and zeros for what inputs decide. */
    static Object sample(Node node) {
        Tensor value;
        if (node instanceof Parameter parameter) {
            value = parameter.initialValue();
        } else {
            Graph graph = Graph.of(node);
            value = graph.inputs().isEmpty() ? Evaluator.of(graph).value(node) : Tensor.zeros(node.shape());
        }
        return switch (value.shape().rank()) {
            case 0 -> value.item();
            case 1 -> value.toArray();
            case 2 -> value.to2d();
            default ->
                throw new IllegalArgumentException(
                        "on: " + node.describe() + " has rank " + value.shape().rank()
                                + "; use nodes of rank 0 for double, 1 for double[] and 2 for double[][]");
        };
    }
}
