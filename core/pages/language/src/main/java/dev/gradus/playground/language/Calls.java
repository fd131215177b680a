package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Node;
import dev.gradus.playground.language.WrittenArguments.Given;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Calls of the library's functions and methods, and of functions that make constant arrays. */
final class Calls {
    /** Methods that change types or copy in NumPy and PyTorch, and have no effect here. */
    private static final Set<String> CASTS = Set.of(
            "astype",
            "float",
            "double",
            "long",
            "int",
            "contiguous",
            "to",
            "cpu",
            "numpy",
            "copy",
            "clone",
            "named",
            "real");

    /** Functions that return sizes or constant arrays. */
    private static final Set<String> OWN = Set.of(
            "len",
            "size",
            "dim",
            "eye",
            "identity",
            "arange",
            "range",
            "linspace",
            "zeros_like",
            "ones_like",
            "constant");

    /** Names of textbooks and other languages, and the functions that they mean. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("mse", "mse_loss"),
            Map.entry("mae", "l1_loss"),
            Map.entry("bce", "binary_cross_entropy"),
            Map.entry("logistic", "sigmoid"),
            Map.entry("sig", "sigmoid"),
            Map.entry("sigm", "sigmoid"),
            Map.entry("sgm", "sigmoid"),
            Map.entry("avg", "mean"),
            Map.entry("tg", "tan"));

    private final Expressions expressions;
    private final Builder program;

    Calls(Expressions expressions, Builder program) {
        this.expressions = expressions;
        this.program = program;
    }

    /** Whether there is a function or method of this name. */
    static boolean isKnown(String function) {
        return Library.find("", function).isPresent()
                || InitialValues.has(function)
                || InitialValues.ARRAY.contains(function)
                || CASTS.contains(function)
                || OWN.contains(function);
    }

    Value of(Expr.Call call) {
        return typed(call, called(call));
    }

    private Value called(Expr.Call call) {
        boolean isLayer = call.function() instanceof Expr.Call
                || call.function() instanceof Expr.Name name
                        && expressions
                                .named(name.text())
                                .filter(Value.Layer.class::isInstance)
                                .isPresent();
        if (isLayer && expressions.value(call.function()) instanceof Value.Layer layer) {
            return layer.apply().to(givens(call), call.span());
        }
        Optional<QualifiedName> path = expressions.path(call.function());
        if (path.isPresent()) {
            return new Layers(expressions, program)
                    .created(call, path.get())
                    .orElseGet(() -> function(call, path.get()));
        }
        if (call.function() instanceof Expr.Member member) {
            return method(call, member);
        }
        throw Problem.at(
                call.function().span(), "not a function", "The expression before the parentheses is not a function.");
    }

    /** The value in another type: numbers lose their fraction in one of whole numbers. */
    private Value cast(Expr.Call call, String method, Value of) {
        Expr written =
                call.arguments().stream().findFirst().orElse(call.keywords().get("dtype"));
        String type = written == null ? method : Types.name(written);
        Optional<Node> node =
                Types.isWhole(type) && !isExact(type, of) ? WrittenArguments.asNode(of) : Optional.empty();
        return node.map(one -> (Value) new Value.Of(type.startsWith("bool") ? one.notEqual(0) : Functions.trunc(one)))
                .orElse(of);
    }

    /** Whether a value remains what it is in a type of whole numbers. */
    private boolean isExact(String type, Value value) {
        return value instanceof Value.Of of
                && (Masks.isMask(of.node())
                        || program.given(of.node())
                                .filter(numbers -> Types.holds(type, numbers))
                                .isPresent());
    }

    /** Refuses a type that would change numbers. */
    private Value typed(Expr.Call call, Value value) {
        Expr type = call.keywords().get("dtype");
        if (type == null || !Types.isWhole(Types.name(type)) || isExact(Types.name(type), value)) {
            return value;
        }
        throw Problem.at(
                type.span(),
                "unsupported type",
                "All numbers are float64, so this type would not round them. Write trunc(…) around the value.");
    }

    private Value function(Expr.Call call, QualifiedName path) {
        String word = path.name();
        if (!path.isQualified() && expressions.isDefined(word)) {
            return new DefinedCalls(expressions, program).of(call, word, this);
        }
        if (InitialValues.has(word)) {
            return numbers(call, word);
        }
        boolean isOne = call.arguments().size() == 1;
        if (isOne && (InitialValues.ARRAY.contains(word) || word.equals("constant") || word.equals("Constant.of"))) {
            arguments(word, "x", call); // refuses keywords
            return constant(call.arguments().get(0));
        }
        if (isOne && InitialValues.PARAMETER.contains(word)) {
            return expressions.value(call.arguments().get(0));
        }
        if (isOne && word.equals("len")) {
            return length(call);
        }
        switch (word) {
            case "eye", "identity" -> {
                return new Value.Of(
                        Constant.of(Tensor.eye(arguments(word, "n", call).whole("n"))));
            }
            case "arange", "range" -> {
                return arange(arguments(word, "start stop step", call));
            }
            case "linspace" -> {
                return linspace(arguments(word, "start stop count", call));
            }
            case "zeros_like", "ones_like" -> {
                Shape shape = arguments(word, "x", call).node("x").shape();
                return new Value.Of(Constant.of(word.startsWith("z") ? Tensor.zeros(shape) : Tensor.ones(shape)));
            }
            default -> {
                return library(call, path, Optional.empty());
            }
        }
    }

    private WrittenArguments arguments(String function, String parameters, Expr.Call call) {
        return arguments(function, List.of(parameters.split(" ")), call, Optional.empty());
    }

    private List<Given> givens(Expr.Call call) {
        return call.arguments().stream()
                .map(argument -> new Given(expressions.value(argument), argument.span()))
                .toList();
    }

    WrittenArguments arguments(String function, List<String> parameters, Expr.Call call, Optional<Given> receiver) {
        List<Given> positional = new ArrayList<>();
        receiver.ifPresent(positional::add);
        positional.addAll(givens(call));
        Map<String, Given> keywords = new LinkedHashMap<>();
        call.keywords().forEach((keyword, argument) -> {
            if (!WrittenArguments.isIgnored(keyword, parameters)) {
                keywords.put(keyword, new Given(expressions.value(argument), argument.span()));
            }
        });
        return WrittenArguments.of(function, parameters, positional, keywords, call.span());
    }

    private Value numbers(Expr.Call call, String maker) {
        WrittenArguments a = arguments(maker, List.of(InitialValues.parameters(maker)), call, Optional.empty());
        if (!InitialValues.isRandom(maker)) {
            return expressions.checked(
                    call.span(),
                    maker,
                    call.arguments(),
                    List.of(),
                    () -> new Value.Of(Constant.of(InitialValues.make(maker, program.random(expressions.name()), a))));
        }
        if (!expressions.drawsRandomNumbers()) {
            throw Problem.at(
                    call.span(),
                    "weights need a name",
                    maker + " draws initial weights. Put it on a line of its own, as in W = " + maker + "(2, 4).");
        }
        return new Value.Of(Constant.of(InitialValues.make(maker, program.random(expressions.name()), a)));
    }

    private Value constant(Expr expr) {
        Value value = expressions.value(expr);
        if (value instanceof Value.Scalar number) {
            return new Value.Of(Constant.of(number.value()));
        }
        return new Value.Of(WrittenArguments.asNode(value)
                .orElseThrow(() -> Problem.at(
                        expr.span(),
                        "rows of different lengths",
                        "A list of lists is a matrix: all its rows must have the same length.")));
    }

    private Value length(Expr.Call call) {
        Value value = expressions.value(call.arguments().get(0));
        if (value instanceof Value.Items items) {
            return Value.Scalar.of(items.items().size());
        }
        Node x = Expressions.node(call.arguments().get(0), value);
        if (x.shape().rank() == 0) {
            throw Problem.at(call.span(), "no length", "A single number has no length.");
        }
        return Members.sizes(x.shape()).get(0);
    }

    private static Value arange(WrittenArguments a) {
        double start = a.has("stop") ? a.number("start") : 0;
        double stop = a.has("stop") ? a.number("stop") : a.number("start");
        double step = a.number("step", 1);
        double count = Math.max(0, Math.ceil((stop - start) / step));
        Limits.checkSize(count, a.span());
        return new Value.Of(Constant.of(Tensor.generate(Shape.of((int) count), i -> start + i * step)));
    }

    private static Value linspace(WrittenArguments a) {
        int count = a.whole("count", 50);
        Limits.checkSize(count, a.span());
        double start = a.number("start");
        double step = count < 2 ? 0 : (a.number("stop") - start) / (count - 1);
        return new Value.Of(Constant.of(Tensor.generate(Shape.of(Math.max(0, count)), i -> start + i * step)));
    }

    private Value method(Expr.Call call, Expr.Member member) {
        Value of = expressions.value(member.of());
        String word = member.name();
        if (CASTS.contains(word)) {
            return cast(call, word, of);
        }
        if (of instanceof Value.Several several && several.byName().containsKey(word)) {
            return new Value.Of(Optional.ofNullable(several.byName().get(word)).orElseThrow());
        }
        if (word.equals("size") || word.equals("dim")) {
            Shape shape = Expressions.node(member.of(), of).shape();
            return call.arguments().isEmpty()
                    ? word.equals("dim") ? Value.Scalar.of(shape.rank()) : new Value.Items(Members.sizes(shape), true)
                    : expressions.checked(
                            call.span(),
                            word,
                            List.of(),
                            List.of(),
                            () -> Members.sizes(shape)
                                    .get(shape.axis(
                                            arguments(word, "axis", call).whole("axis"))));
        }
        return library(
                call,
                new QualifiedName("x", word, true),
                Optional.of(new Given(of, member.of().span())));
    }

    private Value library(Expr.Call call, QualifiedName path, Optional<Given> receiver) {
        Span where = call.function() instanceof Expr.Member member
                ? member.nameSpan()
                : call.function().span();
        boolean isOfTorch = Set.of("", "x").contains(path.library())
                        && (call.keywords().containsKey("dim")
                                || call.keywords().containsKey("keepdim"))
                || path.library().equals("x") && program.isOfTorch();
        Dialect.Entry entry = Library.find(isOfTorch ? "torch" : path.library(), path.name())
                .orElseThrow(() -> unknownFunction(path.name(), where));
        WrittenArguments a = arguments(path.name(), entry.parameters(), call, receiver);
        List<Expr> written = new ArrayList<>();
        List<Node> operands = new ArrayList<>();
        receiver.ifPresent(given -> WrittenArguments.asNode(given.value()).ifPresent(node -> {
            operands.add(node);
            written.add(((Expr.Member) call.function()).of());
        }));
        for (Expr argument : call.arguments()) {
            if (expressions.value(argument) instanceof Value.Of of) {
                operands.add(of.node());
                written.add(argument);
            }
        }
        boolean isProduct = entry.name().equals("matMul") || entry.name().equals("dot");
        String sign = isProduct ? "@" : path.name();
        return expressions.checked(
                call.span(), sign, written, operands, () -> entry.make().apply(a));
    }

    private Problem unknownFunction(String word, Span where) {
        if (program.value(word).isPresent()) {
            Span behind = new Span(where.to(), where.to());
            return Problem.at(
                            where,
                            "not a function",
                            "«" + word + "» is a value, not a function. Write an operator before the (.")
                    .mendedBy(new Remedy("Insert @", List.of(new Remedy.Edit(behind, " @ ")), true))
                    .mendedBy(new Remedy("Insert *", List.of(new Remedy.Edit(behind, " * ")), true));
        }
        Optional<String> nearest = Optional.ofNullable(SYNONYMS.get(word))
                .or(() -> Spelling.nearest(word, program.functionNames())
                        .filter(near -> word.length() > 3 || Spelling.areSwapped(word, near)));
        String sentence = "There is no function «" + word + "»";
        return nearest.map(near -> Problem.at(where, "unknown function", sentence + "; did you mean «" + near + "»?")
                        .mendedBy("Use " + near, where, near))
                .orElseGet(() -> Problem.at(where, "unknown function", sentence + "."));
    }
}
