package dev.gradus.playground.language;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program.Kind;
import dev.gradus.playground.language.Program.Named;
import dev.gradus.playground.language.Program.Weight;
import dev.gradus.playground.language.Statement.Assignment;
import dev.gradus.playground.language.Statement.Definition;
import dev.gradus.playground.language.Statement.Rule;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the graph of a program, statement by statement, up to the first problem. */
final class Builder {
    private final String text;
    private final Map<String, Tensor> data;
    private final long seed;
    private final Purpose purpose;
    private final Map<String, Tensor> own = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final Map<String, Typed> functions = new LinkedHashMap<>();
    private final List<Named> names = new ArrayList<>();

    /** Where the right side of each name is written, with parentheses around it. */
    private final Map<String, Span> definitionOf = new LinkedHashMap<>();

    private final List<Weight> weights = new ArrayList<>();
    private Map<Node, Span> spans = new LinkedHashMap<>();
    private final Set<Node> withNewAxis = new HashSet<>();
    private List<Token> tokens = List.of();
    private Optional<Script> script = Optional.empty();
    private Limits limits = new Limits();
    private boolean isOfTorch;

    /** A function that the program defines, with its gradient rule. */
    record Typed(Definition definition, Optional<Rule> rule, boolean isUsed) {}

    /** What a program is read for. */
    enum Purpose {
        /** To be used and, if it is wrong, to be mended. */
        USE,
        /** To see whether it is wrong, without remedies. */
        TRIAL,
        /** To be used on other data, so that lines which define data are not read. */
        OTHER_DATA,
        /** As mathematics: typed functions have the gradient that follows from their value, whatever their rule says. */
        MATHEMATICS
    }

    Builder(String text, Map<String, Tensor> data, long seed, Purpose purpose) {
        this.purpose = purpose;
        this.text = text;
        this.data = data;
        this.seed = seed;
    }

    Program read() {
        data.forEach((name, tensor) -> {
            Input input = Input.of(name, tensor.shape());
            inputs.put(name, input);
            values.put(name, new Value.Of(input));
        });
        Optional<Problem> problem = Optional.empty();
        try {
            Limits.checkLength(text);
            List<Token> all = Tokens.of(text);
            isOfTorch = all.stream().anyMatch(token -> token.isWord("torch"))
                    && all.stream().noneMatch(token -> token.isWord("np"));
            script = Optional.of(Script.of(all, text));
            tokens = script.get().tokens(all.get(all.size() - 1));
            Parser parser = new Parser(tokens);
            for (Optional<Statement> next = parser.next(); next.isPresent(); next = parser.next()) {
                take(next.get());
            }
            objective().check();
        } catch (Problem found) {
            problem = Optional.of(wantsRemedies() ? LineRemedies.added(found, tokens, this, nameRemedies()) : found);
        }
        limits.stop();
        List<Aside> asides = script.map(Script::asides).orElse(List.of());
        return new Program(
                text, names, inputs, weights, spans, asides, own, objective().node(), problem);
    }

    /** Whether the program is one for PyTorch, whose methods mean what they do there. */
    boolean isOfTorch() {
        return isOfTorch;
    }

    /** Whether the program can be read many times while somebody types. */
    boolean isQuick() {
        return limits.areFar(text);
    }

    /** Whether problems need remedies. */
    boolean wantsRemedies() {
        return purpose == Purpose.USE;
    }

    private Objective objective() {
        return new Objective(text, values, names, inputs, definitionOf);
    }

    private void take(Statement statement) {
        if (statement instanceof Assignment assignment) {
            assign(assignment);
        } else if (statement instanceof Statement.Several several) {
            several.assignments().forEach(this::assign);
        } else if (statement instanceof Statement.Update update) {
            throw nameRemedies().changed(update, Optional.ofNullable(definitionOf.get(update.name())));
        } else if (statement instanceof Definition definition) {
            define(definition);
        } else {
            rule((Rule) statement);
        }
    }

    private void define(Definition definition) {
        checkNew(definition.name(), definition.nameSpan());
        functions.put(definition.name(), new Typed(definition, Optional.empty(), false));
        name(definition.name(), definition.nameSpan(), Kind.RULE, "", Optional.empty());
    }

    private void rule(Rule rule) {
        Typed typed = functions.get(rule.name());
        if (typed == null) {
            throw Problem.at(
                    rule.nameSpan(),
                    "unknown function",
                    "No line above defines «" + rule.name() + "»: write def " + rule.name() + "(x): return … first.");
        }
        int wanted = typed.definition().parameters().size();
        if (rule.rules().size() != wanted) {
            throw Problem.at(
                    rule.span(),
                    "wrong number of rules",
                    "«" + rule.name() + "» has " + wanted + (wanted == 1 ? " argument" : " arguments") + ", but here "
                            + (rule.rules().size() == 1
                                    ? "is one rule"
                                    : "are " + rule.rules().size() + " rules") + ".");
        }
        if (typed.isUsed()) {
            throw Problem.at(
                    rule.nameSpan(),
                    "rule after first use",
                    "The rule of «" + rule.name() + "» must come before the first use of the function.");
        }
        if (purpose != Purpose.MATHEMATICS) {
            functions.put(rule.name(), new Typed(typed.definition(), Optional.of(rule), false));
        }
    }

    /** Begins to count anew, for an expression that is no part of the program. */
    void beginApart(Map<Node, Span> known) {
        spans = new LinkedHashMap<>(known);
        limits = new Limits();
    }

    private void checkNew(String name, Span span) {
        if (values.containsKey(name) || functions.containsKey(name)) {
            String where = data.containsKey(name)
                    ? "«" + name + "» comes from the data"
                    : "«" + name + "» is already defined above";
            Problem problem = Problem.at(span, "duplicate name", where + ". Choose another name.");
            throw wantsRemedies() ? nameRemedies().taken(problem, name, span, free(name)) : problem;
        }
    }

    private String free(String name) {
        int number = 2;
        while (values.containsKey(name + number)) {
            number++;
        }
        return name + number;
    }

    private void assign(Assignment assignment) {
        String name = assignment.name();
        Expressions reader = new Expressions(this, name);
        if (OwnData.isOne(assignment, reader)) {
            own(assignment, reader);
            return;
        }
        checkNew(name, assignment.nameSpan());
        definitionOf.put(name, assignment.whole());
        Expr expr = Idioms.read(assignment.value());
        if (reader.isInitialValue(expr)) {
            weight(assignment, expr, reader);
            return;
        }
        Value value = reader.value(expr);
        if (value instanceof Value.Scalar number
                && script.filter(one -> one.isUpdated(name)).isPresent()) {
            weight(assignment, expr, reader);
        } else if (value instanceof Value.Scalar number) {
            Value named = new Value.Scalar(
                    number.value(), name, Optional.of(Constant.of(name, Tensor.scalar(number.value()))));
            values.put(name, named);
            name(name, assignment.nameSpan(), Kind.NUMBER, "", ((Value.Scalar) named).node());
        } else if (value instanceof Value.Of of) {
            Node node = of.node();
            values.put(name, value);
            name(
                    name,
                    assignment.nameSpan(),
                    Kind.VALUE,
                    Sizes.of(node.shape()),
                    Optional.of(node.isNamed() ? node : node.named(name)));
        } else if (value instanceof Value.Layer) {
            values.put(name, value);
        } else {
            values.put(name, value);
            name(name, assignment.nameSpan(), Kind.VALUE, "", Optional.empty());
        }
    }

    /** Takes data that a line defines instead of the page's, unless the data is given as it is. */
    private void own(Assignment assignment, Expressions reader) {
        String name = assignment.name();
        if (purpose == Purpose.OTHER_DATA) {
            return;
        }
        Value value = reader.initialValue(assignment.value());
        Tensor numbers = WrittenArguments.tensor(value).orElseGet(() -> numbers(value, assignment.value()));
        Shape shape = value instanceof Value.Of of ? of.node().shape() : numbers.shape();
        Tensor named = OwnData.named(numbers.reshape(shape));
        Input input = Input.of(name, named.shape());
        own.put(name, named);
        OwnData.usualName(name).ifPresent(usual -> {
            inputs.remove(usual);
            values.put(usual, new Value.Of(input));
        });
        inputs.put(name, input);
        values.put(name, new Value.Of(input));
    }

    /** The data by another of its usual names, unless the page has none. */
    Optional<Value> data(String word) {
        return OwnData.usualName(word).flatMap(this::value);
    }

    private void weight(Assignment assignment, Expr expr, Expressions reader) {
        String name = assignment.name();
        Value value = reader.initialValue(expr);
        Tensor numbers = WrittenArguments.tensor(value).orElseGet(() -> numbers(value, expr));
        Shape shape = value instanceof Value.Of of ? of.node().shape() : numbers.shape();
        newWeight(
                name,
                numbers.reshape(shape),
                assignment.nameSpan(),
                assignment.value().span(),
                sizes(expr));
    }

    /** Adds a weight of a layer, whose numbers the call that creates the layer determines. */
    Node newWeight(String name, Tensor numbers, Span call, List<Span> sizes) {
        return newWeight(name, numbers, call, call, sizes);
    }

    private Node newWeight(String name, Tensor numbers, Span nameSpan, Span value, List<Span> sizes) {
        Parameter parameter = Parameter.of(name, numbers);
        limits.countWeights(numbers.shape().elements(), value);
        values.put(name, new Value.Of(parameter));
        weights.add(new Weight(parameter, value.of(text), sizes));
        spans.put(parameter, nameSpan);
        name(name, nameSpan, Kind.PARAMETER, Sizes.of(numbers.shape()), Optional.of(parameter));
        return parameter;
    }

    /** What distinguishes the weights of a layer: the number at the end of its name, or the next one that is free. */
    String suffixOfLayer(String layer) {
        String number = layer.replaceAll("^.*?([0-9]*)$", "$1");
        if (!number.isEmpty() && !values.containsKey("W" + number)) {
            return number;
        }
        int free = 1;
        while (values.containsKey("W" + free)) {
            free++;
        }
        return String.valueOf(free);
    }

    private static Tensor numbers(Value value, Expr expr) {
        if (value instanceof Value.Of of) {
            Graph graph = Graph.of(of.node());
            if (!graph.inputs().isEmpty()) {
                throw Problem.at(
                        expr.span(),
                        "weights from data",
                        "Initial weights must be numbers, but these depend on the data.");
            }
            return Evaluator.of(graph).value(of.node());
        }
        throw Problem.at(
                expr.span(),
                "rows of different lengths",
                "A list of lists is a matrix: all its rows must have the same length.");
    }

    /** The positions of the sizes, if they are plain numbers or names. */
    private static List<Span> sizes(Expr expr) {
        if (expr instanceof Expr.Call call) {
            List<Expr> given = call.arguments();
            boolean isTuple = given.size() == 1 && given.get(0) instanceof Expr.Items;
            List<Expr> sizes = isTuple ? ((Expr.Items) given.get(0)).items() : given;
            boolean areSizes =
                    sizes.stream().allMatch(size -> size instanceof Expr.Numeral || size instanceof Expr.Name);
            return areSizes ? sizes.stream().map(Expr::span).toList() : List.of();
        } else if (expr instanceof Expr.Binary binary) {
            return sizes(binary.left()).isEmpty() ? sizes(binary.right()) : sizes(binary.left());
        }
        return List.of();
    }

    private void name(String name, Span span, Kind kind, String size, Optional<Node> node) {
        names.add(new Named(name, span, kind, size, node));
    }

    // Queries of expressions

    /** Records that somebody put an axis into a value. */
    void newAxis(Node node) {
        withNewAxis.add(node);
    }

    boolean hasNewAxis(Node node) {
        return withNewAxis.contains(node);
    }

    /** The numbers of a node that lines or the data give. */
    Optional<Tensor> given(Node node) {
        return node instanceof Constant constant
                ? Optional.of(constant.value())
                : node instanceof Input input
                        ? Optional.ofNullable(own.get(input.label()))
                                .or(() -> Optional.ofNullable(data.get(input.label())))
                        : Optional.empty();
    }

    Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Typed> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    void used(String function) {
        Typed typed = function(function).orElseThrow();
        functions.put(function, new Typed(typed.definition(), typed.rule(), true));
    }

    void countCall(Span span) {
        limits.countCall(span);
    }

    List<String> valueNames() {
        return List.copyOf(values.keySet());
    }

    List<String> functionNames() {
        List<String> all = new ArrayList<>(Library.names());
        all.addAll(InitialValues.names());
        all.addAll(functions.keySet());
        return all;
    }

    Optional<Weight> weight(Node node) {
        return weights.stream()
                .filter(weight -> weight.parameter().equals(node))
                .findFirst();
    }

    boolean isWeight(String name) {
        return weights.stream().anyMatch(weight -> weight.parameter().label().equals(name));
    }

    /** Records where a node, and the ops that it is composed of, are written. */
    void locate(Node node, Span span) {
        List<Node> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Node next = open.remove(open.size() - 1);
            if (next instanceof Op op && spans.putIfAbsent(next, span) == null) {
                limits.countOp(op, span);
                open.addAll(next.inputs());
            }
        }
    }

    /** The random generator for a weight. It depends on the seed and the name only, not on other lines. */
    NumpyRandom random(String name) {
        return NumpyRandom.seed((seed * 1_000_003 + name.hashCode()) & 0xffff_ffffL);
    }

    /** The problem of an unknown name. */
    Problem unknown(Expr.Name name) {
        String word = name.text();
        boolean comesBelow = Arrays.stream(text.split("\n"))
                .anyMatch(line -> line.strip().startsWith(word + " =")
                        && text.indexOf(line) > name.span().to());
        Problem problem = comesBelow
                ? Problem.at(
                        name.span(),
                        "used before definition",
                        "«" + word + "» is used before the line that defines it.")
                : Problem.at(name.span(), "unknown name", "No line above defines «" + word + "».");
        return wantsRemedies() ? nameRemedies().unknown(problem, word, name.span()) : problem;
    }

    private NameRemedies nameRemedies() {
        return new NameRemedies(text, tokens, this);
    }

    /** The shapes of all values so far. */
    Collection<Shape> shapes() {
        return shapesByName().values();
    }

    Map<String, Shape> shapesByName() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Value.Of of) {
                shapes.put(name, of.node().shape());
            }
        });
        return shapes;
    }

    String text() {
        return text;
    }
}
