package dev.gradus.playground.language;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.vocabulary.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The arguments of one call, by the names of the function's parameters. */
final class WrittenArguments implements Arguments {
    /** The names of parameters in other libraries, and ours. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("dim", "axis"),
            Map.entry("dims", "axis"),
            Map.entry("axes", "axis"),
            Map.entry("keepdim", "keepdims"),
            Map.entry("keepDims", "keepdims"),
            Map.entry("input", "x"),
            Map.entry("correction", "ddof"),
            Map.entry("p", "ord"),
            Map.entry("k", "offset"),
            Map.entry("diagonal", "offset"),
            Map.entry("dim1", "axis1"),
            Map.entry("dim2", "axis2"),
            Map.entry("negative_slope", "slope"),
            Map.entry("newshape", "shape"),
            Map.entry("num_classes", "depth"),
            Map.entry("size", "sizes"),
            Map.entry("loc", "mean"),
            Map.entry("scale", "deviation"),
            Map.entry("a_min", "low"),
            Map.entry("a_max", "high"),
            Map.entry("min", "low"),
            Map.entry("max", "high"),
            Map.entry("pad", "widths"));

    /** WrittenArguments without effect here, where all numbers are float64. */
    private static final Set<String> IGNORED = Set.of("dtype", "requires_grad", "device", "kind", "generator", "copy");

    private final String function;
    private final Span span;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Span> spans = new LinkedHashMap<>();
    private final Set<String> spread = new HashSet<>();
    private final Set<String> byPosition = new HashSet<>();

    /** An argument as it is passed, and where it is written. */
    record Given(Value value, Span span) {}

    private WrittenArguments(String function, Span span) {
        this.function = function;
        this.span = span;
    }

    /**
     * Assigns the arguments of a call to parameters.
     *
     * @param parameters the names in order; one that ends with * takes all further positional arguments
     */
    static WrittenArguments of(
            String function, List<String> parameters, List<Given> positional, Map<String, Given> keywords, Span span) {
        WrittenArguments arguments = new WrittenArguments(function, span);
        List<String> names =
                parameters.stream().map(name -> name.replace("*", "")).toList();
        int index = 0;
        for (int i = 0; i < positional.size(); i++) {
            if (index >= parameters.size()) {
                throw Problem.at(
                        positional.get(i).span(),
                        "too many arguments",
                        function + " takes "
                                + (names.isEmpty() ? "no arguments" : "only " + String.join(", ", names))
                                + ".");
            }
            boolean takesAll = parameters.get(index).endsWith("*");
            arguments.byPosition.add(names.get(index));
            if (takesAll) {
                int last = positional.size();
                while (last > i + 1 && positional.get(last - 1).value() instanceof Value.Truth) {
                    last--;
                }
                arguments.put(names.get(index), together(positional.subList(i, last)));
                arguments.spread.addAll(last > i + 1 ? List.of(names.get(index)) : List.of());
                i = last - 1;
            } else {
                arguments.put(names.get(index), positional.get(i));
            }
            index++;
        }
        keywords.forEach((keyword, given) -> arguments.putKeyword(keyword, given, names));
        return arguments;
    }

    private static Given together(List<Given> all) {
        Span whole = all.get(0).span().through(all.get(all.size() - 1).span());
        return all.size() == 1
                ? all.get(0)
                : new Given(new Value.Items(all.stream().map(Given::value).toList(), true), whole);
    }

    private void putKeyword(String keyword, Given given, List<String> names) {
        String name = names.contains(keyword) ? keyword : ALIASES.getOrDefault(keyword, keyword);
        if (!names.contains(name)) {
            throw unknownKeyword(keyword, given, names);
        }
        if (values.containsKey(name)) {
            throw Problem.at(given.span(), "repeated argument", "The argument " + name + " is given twice.");
        }
        put(name, given);
    }

    private Problem unknownKeyword(String keyword, Given given, List<String> names) {
        Problem problem = Problem.at(
                given.span(),
                "unknown argument",
                function + " has no argument " + keyword + "; it takes "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
        Span before = new Span(
                given.span().from() - keyword.length() - 1, given.span().from() - 1);
        Optional<String> nearest = Spelling.nearest(keyword, names);
        for (String name : nearest.map(near -> List.of(near)).orElse(names)) {
            problem = problem.mendedBy("Use " + name, before, name);
        }
        return problem;
    }

    private void put(String name, Given given) {
        values.put(name, given.value());
        spans.put(name, given.span());
    }

    /** Whether an argument has no effect here, so that its value need not be known. */
    static boolean isIgnored(String keyword, List<String> parameters) {
        return IGNORED.contains(keyword) && !parameters.contains(keyword);
    }

    @Override
    public boolean isGiven(String name) {
        return values.containsKey(name);
    }

    @Override
    public boolean has(String name) {
        return values.containsKey(name) && !(values.get(name) instanceof Value.Nothing);
    }

    private Value value(String name) {
        Value value = values.get(name);
        if (value == null) {
            throw Problem.at(span, "missing argument", function + " needs the argument " + name + ".");
        }
        return value;
    }

    private Problem wrong(String name, String wanted) {
        return Problem.at(
                spans.getOrDefault(name, span),
                "wrong kind of argument",
                "The argument " + name + " of " + function + " must be " + wanted + ", not "
                        + value(name).kind() + ".");
    }

    @Override
    public Node node(String name) {
        return asNode(value(name)).orElseThrow(() -> wrong(name, "an array"));
    }

    /** The value as a node: numbers and lists of numbers become constants. Empty for other values. */
    static Optional<Node> asNode(Value value) {
        if (value instanceof Value.Of of) {
            return Optional.of(of.node());
        } else if (value instanceof Value.Scalar number) {
            return Optional.of(number.node().orElseGet(() -> Constant.of(number.value())));
        } else if (value instanceof Value.Items items) {
            return tensor(items).map(Constant::of);
        }
        return Optional.empty();
    }

    @Override
    public Tensor tensor(String name) {
        if (node(name) instanceof Constant constant) {
            return constant.value();
        }
        throw Problem.at(
                span,
                "not a constant",
                "The argument " + name + " determines a shape, so it must be written as numbers.");
    }

    /** The constant that the argument names, whatever its capitals and underscores. */
    @Override
    public <E extends Enum<E>> E constant(String name, Class<E> type) {
        String wanted = Library.letters(text(name));
        for (E one : type.getEnumConstants()) {
            if (Library.letters(one.name()).equals(wanted)) {
                return one;
            }
        }
        throw Problem.at(
                span,
                "unknown value",
                "The argument " + name + " must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(one -> "\"" + one.name().toLowerCase(Locale.ROOT) + "\"")
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    @Override
    public Shape shape(String name) {
        return sizes(name).shape();
    }

    /** Nested lists of numbers as a tensor; empty for other values, and for lists of different lengths. */
    static Optional<Tensor> tensor(Value value) {
        if (value instanceof Value.Scalar number) {
            return Optional.of(Tensor.scalar(number.value()));
        } else if (value instanceof Value.Of of && of.node() instanceof Constant constant) {
            return Optional.of(constant.value());
        } else if (!(value instanceof Value.Items)) {
            return Optional.empty();
        }
        List<Tensor> parts = new ArrayList<>();
        for (Value item : ((Value.Items) value).items()) {
            Optional<Tensor> part = tensor(item);
            if (part.isEmpty()
                    || (!parts.isEmpty()
                            && !part.get().shape().equals(parts.get(0).shape()))) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        int[] inner = parts.isEmpty() ? new int[0] : parts.get(0).shape().sizes();
        int[] sizes = new int[inner.length + 1];
        sizes[0] = parts.size();
        System.arraycopy(inner, 0, sizes, 1, inner.length);
        int each = parts.isEmpty() ? 0 : parts.get(0).shape().elements();
        double[] all = new double[parts.size() * each];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).toArray(), 0, all, i * each, each);
        }
        return Optional.of(Tensor.of(Shape.of(sizes), all));
    }

    /** Several nodes: a list, or all further arguments. */
    @Override
    public List<Node> nodes(String name) {
        Value value = value(name);
        if (value instanceof Value.Items items) {
            List<Node> nodes = new ArrayList<>();
            items.items().forEach(item -> nodes.add(asNode(item).orElseThrow(() -> wrong(name, "a list of arrays"))));
            return nodes;
        }
        if (name.equals("parts")) { // one array alone would be a list of its rows in NumPy
            throw wrong(name, "a list of arrays");
        }
        return List.of(node(name));
    }

    /** Whether an argument was written without its name. */
    boolean isByPosition(String name) {
        return byPosition.contains(name);
    }

    /** Whether several arguments were written for the parameter, not one list of them. */
    boolean isSpread(String name) {
        return spread.contains(name);
    }

    /** Whether the function was called by this name. */
    boolean isOf(String name) {
        return function.equals(name);
    }

    @Override
    public double number(String name) {
        Value value = value(name);
        if (value instanceof Value.Scalar number) {
            return number.value();
        } else if (value instanceof Value.Of of
                && of.node() instanceof Constant constant
                && constant.shape().elements() == 1) {
            return constant.value().item();
        }
        throw wrong(name, "a constant number");
    }

    /** Numbers: one, or several. */
    double[] numbers(String name) {
        return tensor(value(name))
                .orElseThrow(() -> wrong(name, "a constant number"))
                .toArray();
    }

    @Override
    public int whole(String name) {
        return whole(name, number(name));
    }

    private int whole(String name, double number) {
        if (number != Math.floor(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong(name, "a whole number");
        }
        return (int) number;
    }

    @Override
    public boolean truth(String name) {
        if (value(name) instanceof Value.Truth truth) {
            return truth.isTrue();
        }
        throw wrong(name, "True or False");
    }

    @Override
    public String text(String name) {
        if (value(name) instanceof Value.Text text) {
            return text.text();
        }
        throw wrong(name, "a string");
    }

    /** Whole numbers: one, a tuple, or all further arguments. */
    @Override
    public int[] wholes(String name) {
        return sizes(name).sizes();
    }

    Value raw(String name) {
        return value(name);
    }

    /** Sizes, with the names of axes. */
    Sizes sizes(String name) {
        Value value = value(name);
        List<Value> items = value instanceof Value.Items list ? list.items() : List.of(value);
        int[] sizes = new int[items.size()];
        String[] names = new String[items.size()];
        for (int i = 0; i < sizes.length; i++) {
            if (!(items.get(i) instanceof Value.Scalar number)) {
                throw wrong(name, "a whole number, or several");
            }
            sizes[i] = whole(name, number.value());
            names[i] = Arrays.asList(names).contains(number.name()) ? "" : number.name();
        }
        Limits.checkSize(
                Arrays.stream(sizes).asDoubleStream().map(Math::abs).reduce(1, (all, size) -> all * size),
                spans.getOrDefault(name, span));
        return new Sizes(sizes, names);
    }

    /** Sizes, and the names of their axes, which are empty if an axis has no name. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sizes(int[] sizes, String[] names) {
        Shape shape() {
            return Shape.of(sizes).named(names);
        }
    }

    Span span() {
        return span;
    }
}
