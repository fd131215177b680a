package dev.gradus.run;

import dev.gradus.loss.MseLoss;
import dev.gradus.nn.DropoutMask;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
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
    private static final Set<Package> BUILT_IN =
            Set.of(Op.class.getPackage(), MseLoss.class.getPackage(), DropoutMask.class.getPackage());

    private final Map<Key, Integer> ops = new HashMap<>();
    private final Map<Tensor, Integer> constants = new HashMap<>();
    private final Map<Integer, Integer> firstOfEqual = new HashMap<>();
    private final Map<Class<?>, Boolean> stateless = new HashMap<>();

    private record Key(Class<?> op, Record attributes, List<Integer> inputs) {}

    @Override
    public boolean apply(Program program, int place) {
        Op op = (Op) program.node(place);
        if (!saysAll(op)) {
            return false;
        }
        List<Integer> inputs = IntStream.range(0, program.inputs(place))
                .mapToObj(i -> first(program, program.input(place, i)))
                .toList();
        Integer known = ops.putIfAbsent(new Key(op.getClass(), op.attributes(), inputs), place);
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
        return BUILT_IN.contains(type.getPackage());
    }
}
