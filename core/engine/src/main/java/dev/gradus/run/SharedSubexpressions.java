package dev.gradus.run;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds ops of the same class, attributes and inputs. An op of a class outside the library that has fields but no
 * attributes may hold in them what it should have said, so it is left alone.
 */
final class SharedSubexpressions implements Rewrite {
    private static final Set<String> BUILT_IN = Set.of("dev.gradus.node", "dev.gradus.nn", "dev.gradus.loss");

    private final Map<Key, Integer> ops = new HashMap<>();
    private final Map<Tensor, Integer> constants = new HashMap<>();
    private final Map<Integer, Integer> firstOfEqual = new HashMap<>();
    private final Map<Class<?>, Boolean> stateless = new HashMap<>();

    /** A view has another shape than the value that it looks at, so the shapes count as well. */
    private record Key(Class<?> op, Record attributes, List<Integer> inputs, List<Shape> shapes) {}

    @Override
    public boolean apply(Program program, int place) {
        Op op = (Op) program.node(place);
        if (!saysAll(op)) {
            return false;
        }
        List<Integer> inputs = IntStream.range(0, program.inputs(place))
                .mapToObj(i -> first(program, program.input(place, i)))
                .toList();
        List<Shape> shapes = op.inputs().stream().map(Node::shape).toList();
        Integer known = ops.putIfAbsent(new Key(op.getClass(), op.attributes(), inputs, shapes), place);
        return known != null && program.replace(place, known);
    }

    /** Of equal constants the first. */
    private int first(Program program, int place) {
        Node node = program.node(place);
        return node instanceof Constant constant
                ? firstOfEqual.computeIfAbsent(
                        place, unseen -> constants.computeIfAbsent(constant.value(), value -> place))
                : place;
    }

    private boolean saysAll(Op op) {
        return isBuiltIn(op.getClass())
                || op.attributes().getClass().getRecordComponents().length > 0
                || stateless.computeIfAbsent(op.getClass(), SharedSubexpressions::hasNoFields);
    }

    private static boolean hasNoFields(Class<?> type) {
        return Stream.<Class<?>>iterate(type, of -> !isBuiltIn(of), Class::getSuperclass)
                .flatMap(of -> Stream.of(of.getDeclaredFields()))
                .map(Field::getModifiers)
                .allMatch(Modifier::isStatic);
    }

    private static boolean isBuiltIn(Class<?> type) {
        return BUILT_IN.contains(type.getPackageName());
    }
}
