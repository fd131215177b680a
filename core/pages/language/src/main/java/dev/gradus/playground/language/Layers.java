package dev.gradus.playground.language;

import dev.gradus.node.Node;
import dev.gradus.playground.language.WrittenArguments.Given;
import dev.gradus.random.NumpyRandom;
import dev.gradus.random.RandomTensors;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PyTorch's modules: one call creates a layer with its weights, and a second one applies it. */
final class Layers {
    /** Modules without weights, and the functions that they apply. */
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("MSELoss", "mse_loss"),
            Map.entry("L1Loss", "l1_loss"),
            Map.entry("HuberLoss", "huber_loss"),
            Map.entry("SmoothL1Loss", "smooth_l1_loss"),
            Map.entry("NLLLoss", "nll_loss"),
            Map.entry("CrossEntropyLoss", "cross_entropy"),
            Map.entry("BCELoss", "binary_cross_entropy"),
            Map.entry("BCEWithLogitsLoss", "binary_cross_entropy_with_logits"),
            Map.entry("ReLU", "relu"),
            Map.entry("LeakyReLU", "leaky_relu"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("GELU", "gelu"),
            Map.entry("SiLU", "silu"),
            Map.entry("Softmax", "softmax"),
            Map.entry("LogSoftmax", "log_softmax"),
            Map.entry("Softplus", "softplus"));

    private final Expressions expressions;
    private final Builder program;

    Layers(Expressions expressions, Builder program) {
        this.expressions = expressions;
        this.program = program;
    }

    /** The layer that a call of {@code nn.} creates; empty if it creates none. */
    Optional<Value> created(Expr.Call call, QualifiedName path) {
        boolean isModule = path.library().equals("torch") || !path.isQualified();
        boolean takesOperand = call.arguments().stream().anyMatch(one -> expressions.value(one) instanceof Value.Of);
        String function = FUNCTIONS.get(path.name());
        if (!isModule || expressions.isDefined(path.name())) {
            return Optional.empty();
        } else if (function != null && !takesOperand) {
            return Optional.of(new Value.Layer((inputs, span) -> called(function, call, inputs, span)));
        }
        return switch (path.name()) {
            case "Linear" -> Optional.of(linear(call));
            case "Sequential" -> Optional.of(sequential(call));
            case "Dropout", "Identity" ->
                Optional.of(new Value.Layer((inputs, span) -> inputs.get(0).value()));
            default -> Optional.empty();
        };
    }

    /** Applies a function of the library, with the keywords of the call that created the layer. */
    private Value called(String function, Expr.Call created, List<Given> inputs, Span span) {
        Dialect.Entry entry = Library.find("torch", function).orElseThrow();
        Map<String, Given> keywords = new LinkedHashMap<>();
        created.keywords()
                .forEach((name, value) -> keywords.put(name, new Given(expressions.value(value), value.span())));
        List<Given> all = new ArrayList<>(inputs);
        created.arguments().forEach(one -> all.add(new Given(expressions.value(one), one.span())));
        List<Node> operands = new ArrayList<>();
        inputs.forEach(given -> WrittenArguments.asNode(given.value()).ifPresent(operands::add));
        List<Expr> written = written(inputs);
        return expressions.checked(
                span,
                function,
                written,
                operands,
                () -> entry.make().apply(WrittenArguments.of(function, entry.parameters(), all, keywords, span)));
    }

    /** Stand-ins for expressions, which say where operands are written. */
    private List<Expr> written(List<Given> inputs) {
        return inputs.stream()
                .map(given -> (Expr) new Expr.Name(given.span().of(program.text()), given.span()))
                .toList();
    }

    /** A matrix and a bias with PyTorch's initial numbers; the matrix has a row for each input. */
    private Value linear(Expr.Call call) {
        Calls calls = new Calls(expressions, program);
        WrittenArguments a =
                calls.arguments("Linear", List.of("in_features", "out_features", "bias"), call, Optional.empty());
        int in = a.whole("in_features");
        int out = a.whole("out_features");
        Limits.checkSize((double) in * out, call.span());
        String suffix = program.suffixOfLayer(expressions.name());
        List<Span> sizes = call.arguments().stream().limit(2).map(Expr::span).toList();
        double bound = 1 / Math.sqrt(Math.max(1, in));
        Node w = program.newWeight("W" + suffix, uniform("W" + suffix, bound, Shape.of(in, out)), call.span(), sizes);
        Optional<Node> b = a.truth("bias", true)
                ? Optional.of(program.newWeight(
                        "b" + suffix,
                        uniform("b" + suffix, bound, Shape.of(out)),
                        call.span(),
                        sizes.size() == 2 ? sizes.subList(1, 2) : List.of()))
                : Optional.empty();
        return new Value.Layer((inputs, span) -> {
            Node x = Expressions.node(written(inputs).get(0), inputs.get(0).value());
            List<Expr> written = List.of(written(inputs).get(0), call);
            Value product = expressions.op(span, "@", written, List.of(x, w), () -> x.matMul(w));
            Node z = ((Value.Of) product).node();
            return b.map(bias -> expressions.op(span, "+", List.of(), List.of(z, bias), () -> z.add(bias)))
                    .orElse(product);
        });
    }

    private Tensor uniform(String name, double bound, Shape shape) {
        NumpyRandom random = program.random(name);
        return RandomTensors.uniform(random, -bound, bound, shape);
    }

    private Value sequential(Expr.Call call) {
        List<Value.Layer> layers = new ArrayList<>();
        for (Expr argument : call.arguments()) {
            if (!(expressions.value(argument) instanceof Value.Layer layer)) {
                throw Problem.at(argument.span(), "not a layer", "Sequential takes layers, as in nn.Linear(2, 4).");
            }
            layers.add(layer);
        }
        return new Value.Layer((inputs, span) -> {
            Value value = inputs.get(0).value();
            for (Value.Layer layer : layers) {
                value = layer.apply().to(List.of(new Given(value, inputs.get(0).span())), span);
            }
            return value;
        });
    }
}
