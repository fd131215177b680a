package dev.gradus.playground.language;

import dev.gradus.node.Node;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Evaluates expressions, in the scope of a program and the arguments of a function. */
final class Expressions {

    static final Map<String, Double> NUMBERS =
            Map.of("pi", Math.PI, "π", Math.PI, "e", Math.E, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    /** Methods that keep the numbers of an array. */
    private static final Set<String> MOVES = Set.of("reshape", "view", "unsqueeze", "astype", "float", "to", "double");

    private final Builder program;
    private final Map<String, Value> arguments;
    private final Set<String> callers;
    private final String name;
    private final boolean drawsRandomNumbers;
    private final IdentityHashMap<Expr, Value> known = new IdentityHashMap<>();

    /** @param name the name that the line defines */
    Expressions(Builder program, String name) {
        this(program, Map.of(), Set.of(), name);
    }

    /**
     * @param arguments the values of a function's arguments, by name
     * @param callers the functions whose bodies are being evaluated, which must not be called again
     */
    Expressions(Builder program, Map<String, Value> arguments, Set<String> callers, String name) {
        this(program, arguments, callers, name, false);
    }

    private Expressions(
            Builder program,
            Map<String, Value> arguments,
            Set<String> callers,
            String name,
            boolean drawsRandomNumbers) {
        this.program = program;
        this.arguments = arguments;
        this.callers = callers;
        this.name = name;
        this.drawsRandomNumbers = drawsRandomNumbers;
    }

    String name() {
        return name;
    }

    Set<String> callers() {
        return callers;
    }

    /** Whether random numbers are allowed, which is only in the line of a parameter. */
    boolean drawsRandomNumbers() {
        return drawsRandomNumbers;
    }

    // Parameters

    /** Whether an expression defines a parameter: initial numbers, possibly scaled or shifted by plain numbers. */
    boolean isInitialValue(Expr expr) {
        if (expr instanceof Expr.Items items) {
            return !items.isTuple() && items.items().stream().allMatch(item -> isNumber(item) || isInitialValue(item));
        } else if (expr instanceof Expr.Unary unary) {
            return isInitialValue(unary.x());
        } else if (expr instanceof Expr.Binary binary && "+-*/".contains(binary.sign())) {
            return (isInitialValue(binary.left()) && isNumber(binary.right()))
                    || (isNumber(binary.left()) && isInitialValue(binary.right()));
        } else if (expr instanceof Expr.Member member) {
            return member.name().equals("T") && isInitialValue(member.of());
        } else if (expr instanceof Expr.Call call) {
            if (call.function() instanceof Expr.Member member
                    && MOVES.contains(member.name())
                    && isInitialValue(member.of())) {
                return true;
            }
            String called = path(call.function()).map(QualifiedName::name).orElse("");
            boolean isArray =
                    InitialValues.ARRAY.contains(called) && !call.arguments().isEmpty();
            return (InitialValues.has(called) && !isDefined(called))
                    || InitialValues.PARAMETER.contains(called)
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
                            .filter(path -> !InitialValues.has(path.name()))
                            .isPresent()
                    && !call.arguments().isEmpty()
                    && call.arguments().stream().allMatch(this::isNumber);
        }
        return expr instanceof Expr.Member
                && path(expr).filter(path -> NUMBERS.containsKey(path.name())).isPresent();
    }

    boolean isDefined(String function) {
        return program.function(function).isPresent();
    }

    /** The initial value of a parameter. Its random numbers depend on the seed and the parameter's name. */
    Value initialValue(Expr expr) {
        return new Expressions(program, arguments, callers, name, true).value(expr);
    }

    // Values

    /** The value of an expression, which is computed only once. */
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
        } catch (RuntimeException thrown) { // from a shape or a tensor
            throw new Clash("", List.of(), List.of(), program).problem(expr.span(), thrown);
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
            return new Operators(this).negative(unary);
        } else if (expr instanceof Expr.Binary binary) {
            return new Operators(this).binary(binary);
        } else if (expr instanceof Expr.Call call) {
            return new Calls(this, program).of(call);
        } else if (expr instanceof Expr.Member member) {
            return new Members(this).of(member);
        } else if (expr instanceof Expr.Index index) {
            return index(index);
        } else if (expr instanceof Expr.Mean mean) {
            boolean isBatch = node(mean.of()).shape().rank() > 0
                    && node(mean.of()).shape().size(0) == mean.divisor();
            return value(isBatch ? mean.loss() : mean.asWritten());
        }
        throw Problem.at(
                expr.span(), "misplaced range", "A range a:b is allowed only within square brackets, as in x[0:2].");
    }

    Optional<Value> named(String word) {
        return Optional.ofNullable(arguments.get(word)).or(() -> program.value(word));
    }

    /** The library function that an expression names; empty if it is a member of a value. */
    Optional<QualifiedName> path(Expr expr) {
        return QualifiedName.of(expr, word -> named(word).isPresent());
    }

    private Value name(Expr.Name one) {
        Optional<Value> named = named(one.text()).or(() -> program.data(one.text()));
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
                                "missing parentheses",
                                "«" + one.text() + "» is a function: write " + one.text() + "(…).")
                        : program.unknown(one);
        };
    }

    Node node(Expr expr) {
        return node(expr, value(expr));
    }

    static Node node(Expr expr, Value value) {
        return WrittenArguments.asNode(value)
                .orElseThrow(() -> Problem.at(
                        expr.span(),
                        "not an array",
                        "This is " + value.kind() + ", but an array or a number is needed."));
    }

    /** Creates an op, or throws a problem that says why it cannot be created. */
    Value op(Span span, String sign, List<Expr> written, List<Node> operands, Supplier<Node> op) {
        return checked(span, sign, written, operands, () -> new Value.Of(op.get()));
    }

    Value checked(Span span, String sign, List<Expr> written, List<Node> operands, Supplier<Value> make) {
        Value value;
        try {
            value = make.get();
        } catch (Problem known) {
            throw known;
        } catch (RuntimeException thrown) { // from an op
            throw new Clash(sign, operands, written, program).problem(span, thrown);
        }
        if (value instanceof Value.Of of) {
            Limits.checkSize(of.node().shape().elements(), span);
            program.locate(of.node(), span);
        } else if (value instanceof Value.Several several) {
            several.byName().values().forEach(node -> program.locate(node, span));
        }
        return value;
    }

    private Value index(Expr.Index index) {
        Value of = value(index.of());
        Indices indices = new Indices(this);
        if (of instanceof Value.Items || of instanceof Value.Several) {
            return indices.item(index, of);
        }
        Node x = node(index.of(), of);
        Value part = op(index.span(), "[ ]", List.of(index.of()), List.of(x), () -> indices.of(index, x));
        boolean hasNewAxis = index.subscripts().stream()
                .anyMatch(one ->
                        !(one instanceof Expr.Range) && !Indices.isDots(one) && value(one) instanceof Value.Nothing);
        if (hasNewAxis && part instanceof Value.Of grown) {
            program.newAxis(grown.node());
        }
        return part;
    }

    /** The text of the program here. */
    String written(Span span) {
        return span.to() <= program.text().length() ? span.of(program.text()) : "";
    }

    boolean hasNewAxis(Node node) {
        return program.hasNewAxis(node);
    }
}
