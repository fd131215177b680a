package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of functions that the program defines, with or without a gradient rule. */
final class DefinedCalls {
    private final Expressions expressions;
    private final Builder program;

    DefinedCalls(Expressions expressions, Builder program) {
        this.expressions = expressions;
        this.program = program;
    }

    Value of(Expr.Call call, String function, Calls calls) {
        program.used(function);
        Builder.Typed typed = program.function(function).orElseThrow();
        WrittenArguments a = calls.arguments(function, typed.definition().parameters(), call, Optional.empty());
        List<String> parameters = typed.definition().parameters();
        if (typed.rule().isEmpty()) {
            Map<String, Value> given = new LinkedHashMap<>();
            parameters.forEach(parameter -> given.put(parameter, argument(typed, a, parameter)));
            return body(function, given, typed.definition());
        }
        List<Node> inputs = parameters.stream().map(a::node).toList();
        TypedOp.Meaning meaning = new TypedOp.Meaning(
                function,
                parameters,
                nodes -> Expressions.node(
                        typed.definition().body(), body(function, byName(parameters, nodes), typed.definition())),
                (op, upstream) -> gradients(typed, op, upstream));
        Value op = expressions.checked(
                call.span(), function, call.arguments(), inputs, () -> new Value.Of(TypedOp.of(inputs, meaning)));
        if (op instanceof Value.Of of) {
            if (!((TypedOp) of.node()).isClosed()) {
                throw Problem.at(
                        typed.definition().body().span(),
                        "only its arguments",
                        "A function with a gradient rule may use only its arguments and numbers.");
            }
            gradients(typed, of.node(), Constant.of(Tensor.ones(of.node().shape()))); // reports problems of the rule
        }
        return op;
    }

    private static Map<String, Value> byName(List<String> parameters, List<Node> nodes) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            values.put(parameters.get(i), new Value.Of(nodes.get(i)));
        }
        return values;
    }

    /** An argument, or the value that it has if a call does not give it. */
    private Value argument(Builder.Typed typed, WrittenArguments a, String parameter) {
        Expr usual = typed.definition().usual().get(parameter);
        return usual == null || a.isGiven(parameter) ? a.raw(parameter) : expressions.value(usual);
    }

    private Value body(String function, Map<String, Value> given, Statement.Definition definition) {
        Expr body = definition.body();
        if (expressions.callers().contains(function)) {
            throw Problem.at(
                    body.span(), "recursive function", "«" + function + "» calls itself and would never return.");
        }
        Set<String> callers = new HashSet<>(expressions.callers());
        callers.add(function);
        program.countCall(body.span());
        Map<String, Value> inside = new LinkedHashMap<>(given);
        for (Statement.Assignment local : definition.locals()) {
            Expressions reader = new Expressions(program, inside, callers, expressions.name());
            inside.put(local.name(), reader.value(Idioms.read(local.value())));
        }
        return new Expressions(program, inside, callers, expressions.name()).value(Idioms.read(body));
    }

    /** The upstream gradient times the rule's factors, or the rules themselves if they contain {@code upstream}. */
    private List<Node> gradients(Builder.Typed typed, Node op, Node upstream) {
        List<String> parameters = typed.definition().parameters();
        Map<String, Value> inside = byName(parameters, op.inputs());
        inside.put("upstream", new Value.Of(upstream));
        inside.put(typed.definition().name(), new Value.Of(op));
        List<Node> gradients = new ArrayList<>();
        for (Expr rule : typed.rule().orElseThrow().rules()) {
            Expressions reader = new Expressions(program, inside, Set.of(), expressions.name());
            Node factor = reader.node(Idioms.read(rule));
            Shape shape = op.inputs().get(gradients.size()).shape();
            try {
                Node gradient = mentions(rule, "upstream") ? factor : upstream.multiply(factor);
                gradients.add(gradient.shape().equals(shape) ? gradient : gradient.sumTo(shape));
            } catch (IllegalArgumentException thrown) {
                throw Problem.at(
                        rule.span(),
                        "rule of the wrong size",
                        "The size of this rule is " + Sizes.inWords(factor.shape()) + ", but the size of «"
                                + parameters.get(gradients.size()) + "» is " + Sizes.inWords(shape) + ".");
            }
        }
        return gradients;
    }

    private static boolean mentions(Expr expr, String word) {
        return (expr instanceof Expr.Name one && one.text().equals(word))
                || Idioms.children(expr).stream().anyMatch(child -> mentions(child, word));
    }
}
