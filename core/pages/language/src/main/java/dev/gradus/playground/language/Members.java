package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows a dot: constants of libraries, shapes and transposes of arrays, results of factorizations. */
final class Members {
    private static final Set<String> TYPES = Set.of("float32", "float64", "int32", "int64", "float", "long");

    private final Expressions expressions;

    Members(Expressions expressions) {
        this.expressions = expressions;
    }

    Value of(Expr.Member member) {
        Optional<QualifiedName> path = expressions.path(member);
        if (path.isPresent()) {
            String word = path.get().name();
            if (word.equals("newaxis")) {
                return new Value.Nothing(word);
            }
            Double number = Expressions.NUMBERS.get(word);
            if (number != null) {
                return Value.Scalar.of(number);
            }
            if (TYPES.contains(word)) {
                return new Value.Nothing(word);
            }
            throw Problem.at(
                    member.span(), "missing parentheses", "«" + word + "» is a function: write " + word + "(…).");
        }
        if (member.of() instanceof Expr.Name type
                && expressions.named(type.text()).isEmpty()
                && Character.isUpperCase(type.text().charAt(0))) {
            return new Value.Text(member.name()); // Reduction.MEAN
        }
        Value of = expressions.value(member.of());
        if (of instanceof Value.Several several) {
            return Optional.ofNullable(several.byName().get(member.name()))
                    .map(node -> (Value) new Value.Of(node))
                    .orElseThrow(() ->
                            unknownMember(member, several.byName().keySet().toString()));
        }
        Node x = Expressions.node(member.of(), of);
        return switch (member.name()) {
            case "T" -> expressions.op(member.span(), "ᵀ", List.of(member.of()), List.of(x), x::transpose);
            case "mT" ->
                expressions.op(member.span(), "ᵀ", List.of(member.of()), List.of(x), () -> Moves.swapAxes(x, -1, -2));
            case "shape" -> new Value.Items(sizes(x.shape()), true);
            case "size" -> Value.Scalar.of(x.shape().elements());
            case "ndim" -> Value.Scalar.of(x.shape().rank());
            case "real" -> of;
            default -> throw unknownMember(member, "T, shape, size and ndim");
        };
    }

    private static Problem unknownMember(Expr.Member member, String known) {
        Problem problem = Problem.at(
                member.nameSpan(),
                "unknown member",
                "There is no «" + member.name() + "» here; there are " + known + ".");
        return Library.find("", member.name()).isPresent()
                ? Problem.at(
                                member.nameSpan(),
                                "missing parentheses",
                                "«" + member.name() + "» is a function: write ." + member.name() + "().")
                        .mendedBy(
                                "Insert ()",
                                new Span(
                                        member.nameSpan().to(),
                                        member.nameSpan().to()),
                                "()")
                : problem;
    }

    static List<Value> sizes(Shape shape) {
        List<Value> sizes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(new Value.Scalar(shape.size(axis), shape.name(axis), Optional.of(Constant.sizeOf(shape, axis))));
        }
        return sizes;
    }
}
