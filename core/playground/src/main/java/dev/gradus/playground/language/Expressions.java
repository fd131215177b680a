package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.playground.language.Arguments.Given;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes values of expressions, in the scope of a program and perhaps of a function's arguments. */
class Expressions {
    /** Names that say where a function comes from and nothing else. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("np", "np"),
            Map.entry("numpy", "np"),
            Map.entry("jnp", "np"),
            Map.entry("torch", "torch"),
            Map.entry("F", "torch"),
            Map.entry("nn", "torch"),
            Map.entry("scipy", "scipy"),
            Map.entry("math", "math"),
            Map.entry("Functions", ""),
            Map.entry("Activations", ""),
            Map.entry("Reductions", ""),
            Map.entry("Orders", ""),
            Map.entry("Scans", ""),
            Map.entry("Calculus", ""),
            Map.entry("Moves", ""),
            Map.entry("Indexing", ""),
            Map.entry("LinearAlgebra", ""),
            Map.entry("Losses", ""),
            Map.entry("ClassLosses", ""),
            Map.entry("Norms", ""),
            Map.entry("Pools", ""),
            Map.entry("Convolutions", ""),
            Map.entry("Attention", ""),
            Map.entry("Tensor", ""),
            Map.entry("Initializers", ""));

    private static final Set<String> SHELVES = Set.of("linalg", "special", "functional", "nn", "random", "fft");

    private static final Map<String, Double> NUMBERS =
            Map.of("pi", Math.PI, "π", Math.PI, "e", Math.E, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    /** PyTorch's modules that are called twice: once made, once used. */
    private static final Map<String, String> MODULES = Map.ofEntries(
            Map.entry("MSELoss", "mse_loss"),
            Map.entry("L1Loss", "l1_loss"),
            Map.entry("CrossEntropyLoss", "cross_entropy"),
            Map.entry("BCELoss", "binary_cross_entropy"),
            Map.entry("BCEWithLogitsLoss", "binary_cross_entropy_with_logits"),
            Map.entry("ReLU", "relu"),
            Map.entry("Sigmoid", "sigmoid"),
            Map.entry("Tanh", "tanh"),
            Map.entry("GELU", "gelu"),
            Map.entry("SiLU", "silu"),
            Map.entry("Softplus", "softplus"));

    /** In NumPy and PyTorch they change the type of numbers, which are all float64 here. */
    private static final Set<String> CASTS =
            Set.of("astype", "float", "double", "long", "int", "contiguous", "copy", "clone", "named", "real");

    /** Functions of sizes, or that make arrays which are no weights. */
    private static final Set<String> OWN = Set.of(
            "len", "size", "dim", "eye", "identity", "arange", "linspace", "zeros_like", "ones_like", "constant");

    private final Builder program;
    private final Map<String, Value> arguments;
    private final String name;
    private final IdentityHashMap<Expr, Value> known = new IdentityHashMap<>();

    /**
     * @param arguments the values of a function's arguments, by name; empty outside of functions
     * @param name the name that the line gives
     */
    Expressions(Builder program, Map<String, Value> arguments, String name) {
        this.program = program;
        this.arguments = arguments;
        this.name = name;
    }

    /** Whether there is a function or method of this name. */
    static boolean isKnown(String function) {
        return Library.find("", function).isPresent()
                || Starts.has(function)
                || Starts.ARRAY.contains(function)
                || CASTS.contains(function)
                || OWN.contains(function);
    }

    // Parameters

    /** Whether this makes numbers to begin with, perhaps times or plus a number, so that its name is a parameter's. */
    boolean isStart(Expr expr) {
        if (expr instanceof Expr.Items items) {
            return !items.isTuple() && items.items().stream().allMatch(item -> isNumber(item) || isStart(item));
        } else if (expr instanceof Expr.Unary unary) {
            return isStart(unary.x());
        } else if (expr instanceof Expr.Binary binary && "+-*/".contains(binary.sign())) {
            return (isStart(binary.left()) && isNumber(binary.right()))
                    || (isNumber(binary.left()) && isStart(binary.right()));
        } else if (expr instanceof Expr.Call call) {
            String called = path(call.function()).map(Path::name).orElse("");
            boolean isArray = Starts.ARRAY.contains(called) && !call.arguments().isEmpty();
            return (Starts.has(called) && !isDefined(called))
                    || Starts.PARAMETER.contains(called)
                    || (isArray && call.arguments().get(0) instanceof Expr.Items);
        }
        return false;
    }

    private boolean isNumber(Expr expr) {
        if (expr instanceof Expr.Numeral) {
            return true;
        } else if (expr instanceof Expr.Name one) {
            return NUMBERS.containsKey(one.text())
                    || named(one.text()).filter(Value.Scalar.class::isInstance).isPresent();
        } else if (expr instanceof Expr.Unary unary) {
            return isNumber(unary.x());
        } else if (expr instanceof Expr.Binary binary) {
            return isNumber(binary.left()) && isNumber(binary.right());
        } else if (expr instanceof Expr.Call call) {
            return path(call.function())
                            .filter(path -> !Starts.has(path.name()))
                            .isPresent()
                    && !call.arguments().isEmpty()
                    && call.arguments().stream().allMatch(this::isNumber);
        }
        return expr instanceof Expr.Member
                && path(expr).filter(path -> NUMBERS.containsKey(path.name())).isPresent();
    }

    private boolean isDefined(String function) {
        return program.function(function).isPresent();
    }

    /** The numbers that a parameter begins with, which its name determines. */
    Value start(Expr expr) {
        return new Expressions(program, arguments, name) {
            @Override
            Optional<Value> random(String maker, Arguments a) {
                return Optional.of(new Value.Of(Constant.of(Starts.make(maker, program.random(name), a))));
            }
        }.value(expr);
    }

    /** Random numbers, where a line may have them. */
    Optional<Value> random(String maker, Arguments a) {
        return Optional.empty();
    }

    // Values

    /** The value of an expression; the same expression has the same value, and is computed once. */
    Value value(Expr expr) {
        Value before = known.get(expr);
        if (before != null) {
            return before;
        }
        try {
            Value value = compute(expr);
            known.put(expr, value);
            return value;
        } catch (Problem problem) {
            throw problem;
        } catch (RuntimeException thrown) { // what a shape or a tensor says
            throw new Clash("", List.of(), List.of(), program::start).problem(expr.span(), thrown);
        }
    }

    private Value compute(Expr expr) {
        if (expr instanceof Expr.Numeral number) {
            return Value.Scalar.of(number.value());
        } else if (expr instanceof Expr.Name one) {
            return name(one);
        } else if (expr instanceof Expr.Text one) {
            return new Value.Text(one.text());
        } else if (expr instanceof Expr.Items items) {
            return new Value.Items(items.items().stream().map(this::value).toList(), items.isTuple());
        } else if (expr instanceof Expr.Unary unary) {
            return negative(unary);
        } else if (expr instanceof Expr.Binary binary) {
            return binary(binary);
        } else if (expr instanceof Expr.Call call) {
            return call(call);
        } else if (expr instanceof Expr.Member member) {
            return member(member);
        } else if (expr instanceof Expr.Index index) {
            return index(index);
        } else if (expr instanceof Expr.Mean mean) {
            boolean isBatch = node(mean.of()).shape().rank() > 0
                    && node(mean.of()).shape().size(0) == mean.divisor();
            return value(isBatch ? mean.loss() : mean.asWritten());
        }
        throw Problem.at(expr.span(), "range out of place", "A range a:b stands only within brackets, as in x[0:2].");
    }

    private Node node(Expr expr) {
        Value value = value(expr);
        return Arguments.asNode(value)
                .orElseThrow(() -> Problem.at(
                        expr.span(), "no array", "This is " + value.kind() + ", but an array or a number is needed."));
    }

    private Optional<Value> named(String word) {
        return Optional.ofNullable(arguments.get(word)).or(() -> program.value(word));
    }

    private Value name(Expr.Name one) {
        Optional<Value> named = named(one.text());
        if (named.isPresent()) {
            return named.get();
        }
        return switch (one.text()) {
            case "True", "true" -> new Value.Truth(true);
            case "False", "false" -> new Value.Truth(false);
            case "None", "null", "newaxis", "int", "float" -> new Value.Nothing(one.text());
            case "π", "pi" -> Value.Scalar.of(Math.PI);
            default ->
                throw Library.find("", one.text()).isPresent() || isDefined(one.text())
                        ? Problem.at(
                                one.span(),
                                "a function needs brackets",
                                "«" + one.text() + "» is a function: write " + one.text() + "(…).")
                        : program.unknown(one);
        };
    }

    private Value negative(Expr.Unary unary) {
        Value x = value(unary.x());
        return x instanceof Value.Scalar number
                ? Value.Scalar.of(-number.value())
                : made(
                        unary.span(),
                        "−",
                        List.of(unary.x()),
                        List.of(node(unary.x())),
                        () -> node(unary.x(), x).negate());
    }

    static Node node(Expr expr, Value value) {
        return Arguments.asNode(value)
                .orElseThrow(() -> Problem.at(
                        expr.span(), "no array", "This is " + value.kind() + ", but an array or a number is needed."));
    }

    private Value binary(Expr.Binary binary) {
        Value left = value(binary.left());
        Value right = value(binary.right());
        if (left instanceof Value.Scalar a && right instanceof Value.Scalar b) {
            return number(binary, a.value(), b.value());
        }
        Node a = node(binary.left(), left);
        Node b = node(binary.right(), right);
        boolean isReciprocal =
                binary.sign().equals("/") && binary.left() instanceof Expr.Numeral one && one.value() == 1;
        boolean isSquare = binary.sign().equals("**") && binary.right() instanceof Expr.Numeral two && two.value() == 2;
        Supplier<Node> op = isReciprocal ? b::reciprocal : isSquare ? a::square : () -> applied(binary.sign(), a, b);
        try {
            return made(binary.span(), binary.sign(), List.of(binary.left(), binary.right()), List.of(a, b), op);
        } catch (Problem problem) {
            throw problem.pointingAt(binary.signSpan());
        }
    }

    private static Node applied(String sign, Node a, Node b) {
        return switch (sign) {
            case "@" -> a.matMul(b);
            case "**" -> a.pow(b);
            case "%" -> Functions.remainder(a, b);
            case "//" -> a.divide(b).floor();
            case "+" -> a.add(b);
            case "-" -> a.subtract(b);
            case "*" -> a.multiply(b);
            case "/" -> a.divide(b);
            case "<" -> a.less(b);
            case ">" -> a.greater(b);
            case "<=" -> a.lessOrEqual(b);
            case ">=" -> a.greaterOrEqual(b);
            case "==" -> a.equal(b);
            default -> a.notEqual(b);
        };
    }

    private Value number(Expr.Binary binary, double a, double b) {
        return Value.Scalar.of(
                switch (binary.sign()) {
                    case "+" -> a + b;
                    case "-" -> a - b;
                    case "*" -> a * b;
                    case "/" -> a / b;
                    case "**" -> power(a, b);
                    case "%" -> a - b * Math.floor(a / b);
                    case "//" -> Math.floor(a / b);
                    case "@" ->
                        throw Problem.at(binary.span(), "no matrices", "@ multiplies matrices, and these are numbers.")
                                .mendedBy("Write *", binary.signSpan(), "*");
                    default ->
                        throw Problem.at(
                                binary.span(),
                                "two numbers compared",
                                "Both sides are numbers: there is nothing to compute.");
                });
    }

    /** By the engine, whose bits are the same everywhere. */
    private static double power(double a, double b) {
        double[] power = new double[1];
        ((Op) Constant.of(a).pow(b)).compute(new double[][] {{a}, {b}}, power);
        return power[0];
    }

    /** Makes an op, or says in the page's words why it cannot be. */
    private Value made(Span span, String sign, List<Expr> written, List<Node> operands, Supplier<Node> op) {
        return tried(span, sign, written, operands, () -> new Value.Of(op.get()));
    }

    private Value tried(Span span, String sign, List<Expr> written, List<Node> operands, Supplier<Value> make) {
        Value value;
        try {
            value = make.get();
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException thrown) { // what an op says of its operands
            throw new Clash(sign, operands, written, program::start).problem(span, thrown);
        }
        if (value instanceof Value.Of of) {
            Builder.checkSize(of.node().shape().elements(), span);
            program.place(of.node(), span);
        } else if (value instanceof Value.Several several) {
            several.byName().values().forEach(node -> program.place(node, span));
        }
        return value;
    }

    // Names with points

    /** A function's name and the library that it was taken from. */
    private record Path(String library, String name, boolean isQualified) {}

    /** {@code np.linalg.norm}, {@code F.relu}, {@code relu}; empty for members of values. */
    private Optional<Path> path(Expr expr) {
        List<String> words = new ArrayList<>();
        Expr first = expr;
        while (first instanceof Expr.Member member) {
            words.add(0, member.name());
            first = member.of();
        }
        if (!(first instanceof Expr.Name root)) {
            return Optional.empty();
        }
        if (words.isEmpty()) {
            return Optional.of(new Path("", root.text(), false));
        }
        String library = LIBRARIES.get(root.text());
        if (library == null || named(root.text()).isPresent()) {
            return Optional.empty();
        }
        while (words.size() > 1 && SHELVES.contains(words.get(0))) {
            words.remove(0);
        }
        return Optional.of(new Path(library, String.join(".", words), true));
    }

    private Value member(Expr.Member member) {
        Optional<Path> path = path(member);
        if (path.isPresent()) {
            String word = path.get().name();
            if (word.equals("newaxis")) {
                return new Value.Nothing(word);
            }
            Double number = NUMBERS.get(word);
            if (number != null) {
                return Value.Scalar.of(number);
            }
            if (Set.of("float32", "float64", "int32", "int64", "float", "long").contains(word)) {
                return new Value.Nothing(word);
            }
            throw Problem.at(
                    member.span(), "a function needs brackets", "«" + word + "» is a function: write " + word + "(…).");
        }
        if (member.of() instanceof Expr.Name type
                && named(type.text()).isEmpty()
                && Character.isUpperCase(type.text().charAt(0))) {
            return new Value.Text(member.name()); // Reduction.MEAN
        }
        Value of = value(member.of());
        if (of instanceof Value.Several several) {
            return Optional.ofNullable(several.byName().get(member.name()))
                    .map(node -> (Value) new Value.Of(node))
                    .orElseThrow(() ->
                            unknownMember(member, several.byName().keySet().toString()));
        }
        Node x = node(member.of(), of);
        return switch (member.name()) {
            case "T" -> made(member.span(), "ᵀ", List.of(member.of()), List.of(x), () -> transposed(x));
            case "mT" -> made(member.span(), "ᵀ", List.of(member.of()), List.of(x), () -> Moves.swapAxes(x, -1, -2));
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
                "nothing of this name",
                "There is no «" + member.name() + "» here; there are " + known + ".");
        return Library.find("", member.name()).isPresent()
                ? Problem.at(
                                member.nameSpan(),
                                "a function needs brackets",
                                "«" + member.name() + "» is a function: write ." + member.name() + "().")
                        .mendedBy(
                                "Put ()",
                                new Span(
                                        member.nameSpan().to(),
                                        member.nameSpan().to()),
                                "()")
                : problem;
    }

    private static Node transposed(Node x) {
        int rank = x.shape().rank();
        if (rank == 2) {
            return x.transpose();
        }
        int[] axes = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            axes[axis] = rank - 1 - axis;
        }
        return x.transpose(axes);
    }

    private static List<Value> sizes(Shape shape) {
        List<Value> sizes = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(new Value.Scalar(shape.size(axis), shape.name(axis), Optional.of(Constant.sizeOf(shape, axis))));
        }
        return sizes;
    }

    // Calls

    private Value call(Expr.Call call) {
        if (call.function() instanceof Expr.Call inner && inner.arguments().isEmpty()) {
            Optional<String> module = path(inner.function()).map(path -> MODULES.get(path.name()));
            if (module.isPresent()) {
                return library(call, new Path("torch", module.get(), true), Optional.empty());
            }
        }
        Optional<Path> path = path(call.function());
        if (path.isPresent()) {
            return function(call, path.get());
        }
        if (call.function() instanceof Expr.Member member) {
            return method(call, member);
        }
        throw Problem.at(call.function().span(), "not a function", "What stands before the brackets is no function.");
    }

    private Value function(Expr.Call call, Path path) {
        String word = path.name();
        if (!path.isQualified() && isDefined(word)) {
            return typed(call, word);
        }
        if (Starts.has(word)) {
            return numbers(call, word);
        }
        boolean isOne = call.arguments().size() == 1;
        if (isOne && (Starts.ARRAY.contains(word) || word.equals("constant") || word.equals("Constant.of"))) {
            return constant(call.arguments().get(0));
        }
        if (isOne && Starts.PARAMETER.contains(word)) {
            return value(call.arguments().get(0));
        }
        if (isOne && word.equals("len")) {
            return length(call);
        }
        switch (word) {
            case "eye", "identity" -> {
                return new Value.Of(
                        Constant.of(Tensor.eye(arguments(word, "n", call).whole("n"))));
            }
            case "arange" -> {
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

    private Arguments arguments(String function, String parameters, Expr.Call call) {
        return arguments(function, List.of(parameters.split(" ")), call, Optional.empty());
    }

    private Arguments arguments(String function, List<String> parameters, Expr.Call call, Optional<Given> receiver) {
        List<Given> positional = new ArrayList<>();
        receiver.ifPresent(positional::add);
        call.arguments().forEach(argument -> positional.add(new Given(value(argument), argument.span())));
        Map<String, Given> keywords = new LinkedHashMap<>();
        call.keywords()
                .forEach((keyword, argument) -> keywords.put(keyword, new Given(value(argument), argument.span())));
        return Arguments.of(function, parameters, positional, keywords, call.span());
    }

    private Value numbers(Expr.Call call, String maker) {
        Arguments a = arguments(maker, List.of(Starts.parameters(maker)), call, Optional.empty());
        if (!Starts.isRandom(maker)) {
            return tried(
                    call.span(),
                    maker,
                    call.arguments(),
                    List.of(),
                    () -> new Value.Of(Constant.of(Starts.make(maker, program.random(name), a))));
        }
        return random(maker, a)
                .orElseThrow(() -> Problem.at(
                        call.span(),
                        "weights need a name",
                        maker + " makes the numbers that weights begin with: give it a line of its own, as W = " + maker
                                + "(2, 4)."));
    }

    private Value constant(Expr expr) {
        Value value = value(expr);
        if (value instanceof Value.Scalar number) {
            return new Value.Of(Constant.of(number.value()));
        }
        return new Value.Of(Arguments.asNode(value)
                .orElseThrow(() -> Problem.at(
                        expr.span(),
                        "rows of one length",
                        "A list of lists is a matrix: all rows have as many numbers.")));
    }

    private Value length(Expr.Call call) {
        Value value = value(call.arguments().get(0));
        if (value instanceof Value.Items items) {
            return Value.Scalar.of(items.items().size());
        }
        Node x = node(call.arguments().get(0), value);
        if (x.shape().rank() == 0) {
            throw Problem.at(call.span(), "no length", "One number has no length.");
        }
        return sizes(x.shape()).get(0);
    }

    private static Value arange(Arguments a) {
        double start = a.has("stop") ? a.number("start") : 0;
        double stop = a.has("stop") ? a.number("stop") : a.number("start");
        double step = a.number("step", 1);
        double count = Math.max(0, Math.ceil((stop - start) / step));
        Builder.checkSize(count, a.span());
        return new Value.Of(Constant.of(Tensor.generate(Shape.of((int) count), i -> start + i * step)));
    }

    private static Value linspace(Arguments a) {
        int count = a.whole("count", 50);
        Builder.checkSize(count, a.span());
        double start = a.number("start");
        double step = count < 2 ? 0 : (a.number("stop") - start) / (count - 1);
        return new Value.Of(Constant.of(Tensor.generate(Shape.of(Math.max(0, count)), i -> start + i * step)));
    }

    private Value method(Expr.Call call, Expr.Member member) {
        Value of = value(member.of());
        String word = member.name();
        if (CASTS.contains(word)) {
            return of;
        }
        if (of instanceof Value.Several several && several.byName().containsKey(word)) {
            return new Value.Of(Optional.ofNullable(several.byName().get(word)).orElseThrow());
        }
        if (word.equals("size") || word.equals("dim")) {
            Shape shape = node(member.of(), of).shape();
            return call.arguments().isEmpty()
                    ? word.equals("dim") ? Value.Scalar.of(shape.rank()) : new Value.Items(sizes(shape), true)
                    : tried(
                            call.span(),
                            word,
                            List.of(),
                            List.of(),
                            () -> sizes(shape)
                                    .get(shape.axis(
                                            arguments(word, "axis", call).whole("axis"))));
        }
        return library(
                call,
                new Path("", word, true),
                Optional.of(new Given(of, member.of().span())));
    }

    private Value library(Expr.Call call, Path path, Optional<Given> receiver) {
        Span where = call.function() instanceof Expr.Member member
                ? member.nameSpan()
                : call.function().span();
        FunctionTable.Entry entry =
                Library.find(path.library(), path.name()).orElseThrow(() -> unknownFunction(path.name(), where));
        Arguments a = arguments(path.name(), entry.parameters(), call, receiver);
        List<Expr> written = new ArrayList<>();
        List<Node> operands = new ArrayList<>();
        receiver.ifPresent(given -> Arguments.asNode(given.value()).ifPresent(node -> {
            operands.add(node);
            written.add(((Expr.Member) call.function()).of());
        }));
        for (Expr argument : call.arguments()) {
            if (value(argument) instanceof Value.Of of) {
                operands.add(of.node());
                written.add(argument);
            }
        }
        String sign = entry.name().equals("matMul") ? "@" : path.name();
        return tried(call.span(), sign, written, operands, () -> entry.make().apply(a));
    }

    private Problem unknownFunction(String word, Span where) {
        Optional<String> nearest = Spelling.nearest(word, program.functionNames());
        String sentence = "There is no function called «" + word + "»";
        return nearest.map(near -> Problem.at(where, "function not known", sentence + "; did you mean «" + near + "»?")
                        .mendedBy("Use " + near, where, near))
                .orElseGet(() -> Problem.at(where, "function not known", sentence + "."));
    }

    // Functions that the program defines

    private Value typed(Expr.Call call, String function) {
        program.used(function);
        Builder.Typed typed = program.function(function).orElseThrow();
        Arguments a = arguments(function, typed.definition().parameters(), call, Optional.empty());
        List<String> parameters = typed.definition().parameters();
        if (typed.rule().isEmpty()) {
            Map<String, Value> given = new LinkedHashMap<>();
            parameters.forEach(parameter -> given.put(parameter, a.raw(parameter)));
            return body(function, given, typed.definition().body());
        }
        List<Node> inputs = parameters.stream().map(a::node).toList();
        TypedOp.Meaning meaning = new TypedOp.Meaning(
                function,
                parameters,
                nodes -> node(
                        typed.definition().body(),
                        body(
                                function,
                                byName(parameters, nodes),
                                typed.definition().body())),
                (op, upstream) -> gradients(typed, op, upstream));
        Value op =
                tried(call.span(), function, call.arguments(), inputs, () -> new Value.Of(TypedOp.of(inputs, meaning)));
        if (op instanceof Value.Of of) {
            if (!((TypedOp) of.node()).isClosed()) {
                throw Problem.at(
                        typed.definition().body().span(),
                        "only its arguments",
                        "A function with a rule of its own may use its arguments and numbers, and nothing from outside.");
            }
            gradients(typed, of.node(), Constant.of(Tensor.ones(of.node().shape()))); // its problems show here
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

    private Value body(String function, Map<String, Value> given, Expr body) {
        if (arguments.containsKey("(" + function + ")")) {
            throw Problem.at(body.span(), "calls itself", "«" + function + "» calls itself, which never ends.");
        }
        Map<String, Value> inside = new LinkedHashMap<>(given);
        arguments.keySet().stream()
                .filter(key -> key.startsWith("("))
                .forEach(key -> inside.put(key, new Value.Nothing("")));
        inside.put("(" + function + ")", new Value.Nothing(""));
        program.countCall(body.span());
        return new Expressions(program, inside, name).value(Idioms.read(body));
    }

    /** The rule's factors times the gradient that arrives, or the rule itself if it says {@code upstream}. */
    private List<Node> gradients(Builder.Typed typed, Node op, Node upstream) {
        List<String> parameters = typed.definition().parameters();
        Map<String, Value> inside = byName(parameters, op.inputs());
        inside.put("upstream", new Value.Of(upstream));
        inside.put(typed.definition().name(), new Value.Of(op));
        List<Node> gradients = new ArrayList<>();
        for (Expr rule : typed.rule().orElseThrow().rules()) {
            Expressions reader = new Expressions(program, inside, name);
            Node factor = reader.node(Idioms.read(rule));
            Shape shape = op.inputs().get(gradients.size()).shape();
            try {
                Node gradient = mentions(rule, "upstream") ? factor : upstream.multiply(factor);
                gradients.add(gradient.shape().equals(shape) ? gradient : gradient.sumTo(shape));
            } catch (IllegalArgumentException thrown) {
                throw Problem.at(
                        rule.span(),
                        "rule of another size",
                        "This rule has the size " + Sizes.inWords(factor.shape()) + ", but «"
                                + parameters.get(gradients.size()) + "» has " + Sizes.inWords(shape) + ".");
            }
        }
        return gradients;
    }

    private static boolean mentions(Expr expr, String word) {
        return (expr instanceof Expr.Name one && one.text().equals(word))
                || Idioms.children(expr).stream().anyMatch(child -> mentions(child, word));
    }

    // Indices

    private Value index(Expr.Index index) {
        Value of = value(index.of());
        Indices indices = new Indices(this);
        if (of instanceof Value.Items || of instanceof Value.Several) {
            return indices.item(index, of);
        }
        Node x = node(index.of(), of);
        return made(index.span(), "[ ]", List.of(index.of()), List.of(x), () -> indices.of(index, x));
    }
}
