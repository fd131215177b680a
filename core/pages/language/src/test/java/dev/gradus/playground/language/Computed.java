package dev.gradus.playground.language;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an expression of the language has for a value. */
final class Computed {
    private Computed() {}

    /** The value, or each of several; empty if the expression is refused, fails when it is computed, or is not finite. */
    static Optional<List<Tensor>> value(String expression, Builder builder, Map<String, Tensor> data) {
        try {
            builder.beginApart(Map.of());
            Expr read = Idioms.read(Parser.expression(expression));
            List<Tensor> parts = parts(new Expressions(builder, Map.of(), Set.of(), "").value(read), data);
            boolean isFinite = parts.stream()
                    .allMatch(part -> Arrays.stream(part.toArray()).allMatch(Double::isFinite));
            return isFinite ? Optional.of(parts) : Optional.empty(); // the page says what is not finite
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    private static List<Tensor> parts(Value value, Map<String, Tensor> data) {
        List<Value> values = value instanceof Value.Items items
                ? items.items()
                : value instanceof Value.Several several
                        ? several.byName().values().stream()
                                .map(node -> (Value) new Value.Of(node))
                                .toList()
                        : List.of(value);
        List<Tensor> parts = new ArrayList<>();
        for (Value one : values) {
            Node node = WrittenArguments.asNode(one).orElseThrow();
            Evaluator evaluator = Evaluator.of(Graph.of(node));
            for (Input input : evaluator.graph().inputs()) {
                evaluator.feed(
                        input, Optional.ofNullable(data.get(input.label())).orElseThrow());
            }
            parts.add(evaluator.value(node));
        }
        return parts;
    }

    /** For messages. */
    static String text(List<Tensor> value) {
        StringBuilder text = new StringBuilder();
        value.forEach(one -> text.append(one.shape() + " " + Arrays.toString(one.toArray()) + "; "));
        return text.toString();
    }
}
