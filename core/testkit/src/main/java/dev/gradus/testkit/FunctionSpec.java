package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.function.FunctionOp;
import dev.gradus.testkit.function.HandWritten;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A function in plain Java, the derivatives that somebody has written for it by hand, and the domain of its arguments.
 * {@link DerivativeContract} and {@link Derivatives} check the derivatives.
 *
 * <pre>{@code
 * FunctionSpec.of("T", "p", (T, p) -> Enthalpy.of(T, p))
 *         .derivative("T", (T, p) -> Enthalpy.dT(T, p))
 *         .derivative("p", (T, p) -> Enthalpy.dp(T, p))
 *         .where("T", Values.between(200, 2000))
 *         .where("p", Values.logarithmic(1, 1e8))
 * }</pre>
 *
 * <p>Immutable: each method returns another spec.
 */
public final class FunctionSpec {
    private final HandWritten function;
    private final Map<String, Values> domains;
    private final Optional<String> name;
    private final Map<Law, String> excuses;
    private final int length;

    private FunctionSpec(
            HandWritten function,
            Map<String, Values> domains,
            Optional<String> name,
            Map<Law, String> excuses,
            int length) {
        this.function = function;
        this.domains = domains;
        this.name = name;
        this.excuses = excuses;
        this.length = length;
    }

    private static FunctionSpec of(HandWritten function) {
        return new FunctionSpec(function, Map.of(), Optional.empty(), Map.of(), 0);
    }

    /** A function of three numbers. */
    @FunctionalInterface
    public interface Ternary {
        /** Its value. */
        double applyAsDouble(double a, double b, double c);
    }

    /** Several values of two numbers, such as a gradient. */
    @FunctionalInterface
    public interface OfTwo<R> {
        /** The values. */
        R apply(double a, double b);
    }

    /** Several values of three numbers, such as a gradient. */
    @FunctionalInterface
    public interface OfThree<R> {
        /** The values. */
        R apply(double a, double b, double c);
    }

    /** A function of one number. */
    public static FunctionSpec of(String argument, DoubleUnaryOperator function) {
        Objects.requireNonNull(function, "function");
        return of(List.of(argument), x -> function.applyAsDouble(x[0]));
    }

    /** A function of two numbers. */
    public static FunctionSpec of(String first, String second, DoubleBinaryOperator function) {
        return of(List.of(first, second), two(function));
    }

    /** A function of three numbers. */
    public static FunctionSpec of(String first, String second, String third, Ternary function) {
        return of(List.of(first, second, third), three(function));
    }

    /** A function of any number of named arguments, which it gets in an array. */
    public static FunctionSpec of(List<String> arguments, ToDoubleFunction<double[]> function) {
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(function, "function");
        if (arguments.isEmpty() || arguments.stream().distinct().count() < arguments.size()) {
            throw new IllegalArgumentException(
                    "a function needs at least one argument, and each its own name, but they are " + arguments);
        }
        return of(new HandWritten(arguments, false, x -> new double[] {function.applyAsDouble(x)}));
    }

    /** A function of a vector of any length; see {@link #length}. */
    public static FunctionSpec ofVector(String argument, ToDoubleFunction<double[]> function) {
        Objects.requireNonNull(function, "function");
        return of(new HandWritten(List.of(argument), true, x -> new double[] {function.applyAsDouble(x)}));
    }

    /** A vector function of a vector; its derivative is a {@linkplain #jacobian Jacobian}. */
    public static FunctionSpec ofVectors(String argument, Function<double[], double[]> function) {
        Objects.requireNonNull(function, "function");
        return of(new HandWritten(List.of(argument), true, function));
    }

    private static ToDoubleFunction<double[]> two(DoubleBinaryOperator function) {
        Objects.requireNonNull(function, "function");
        return x -> function.applyAsDouble(x[0], x[1]);
    }

    private static ToDoubleFunction<double[]> three(Ternary function) {
        Objects.requireNonNull(function, "function");
        return x -> function.applyAsDouble(x[0], x[1], x[2]);
    }

    /** The derivative of a function of one number. */
    public FunctionSpec derivative(DoubleUnaryOperator derivative) {
        Objects.requireNonNull(derivative, "derivative");
        requireArguments(1, "derivative(x -> …)");
        return derivative(function.names().get(0), x -> derivative.applyAsDouble(x[0]));
    }

    /** The derivative of a function of two numbers with respect to one of them. */
    public FunctionSpec derivative(String argument, DoubleBinaryOperator derivative) {
        requireArguments(2, "derivative(name, (a, b) -> …)");
        return derivative(argument, two(derivative));
    }

    /** The derivative of a function of three numbers with respect to one of them. */
    public FunctionSpec derivative(String argument, Ternary derivative) {
        requireArguments(3, "derivative(name, (a, b, c) -> …)");
        return derivative(argument, three(derivative));
    }

    /** The derivative with respect to one argument, given all of them in an array. */
    public FunctionSpec derivative(String argument, ToDoubleFunction<double[]> derivative) {
        Objects.requireNonNull(derivative, "derivative");
        requireArgument(argument);
        return with(function.withPartial(argument, derivative));
    }

    /** All derivatives of a function of two numbers, in order. */
    public FunctionSpec gradient(OfTwo<double[]> gradient) {
        Objects.requireNonNull(gradient, "gradient");
        requireArguments(2, "gradient((a, b) -> …)");
        return gradient(x -> gradient.apply(x[0], x[1]));
    }

    /** All derivatives of a function of three numbers, in order. */
    public FunctionSpec gradient(OfThree<double[]> gradient) {
        Objects.requireNonNull(gradient, "gradient");
        requireArguments(3, "gradient((a, b, c) -> …)");
        return gradient(x -> gradient.apply(x[0], x[1], x[2]));
    }

    /** All derivatives, in order, given the arguments in an array. */
    public FunctionSpec gradient(Function<double[], double[]> gradient) {
        Objects.requireNonNull(gradient, "gradient");
        return with(function.withGradient(gradient));
    }

    /** The Jacobian of a vector function: a row for each element of the value, a column for each of the argument. */
    public FunctionSpec jacobian(Function<double[], double[][]> jacobian) {
        Objects.requireNonNull(jacobian, "jacobian");
        return with(function.withJacobian(jacobian));
    }

    /** A second derivative of a function of two numbers with respect to these two arguments, in either order. */
    public FunctionSpec second(String first, String second, DoubleBinaryOperator derivative) {
        requireArguments(2, "second(name, name, (a, b) -> …)");
        return second(first, second, two(derivative));
    }

    /** A second derivative with respect to these two arguments, in either order, given all of them in an array. */
    public FunctionSpec second(String first, String second, ToDoubleFunction<double[]> derivative) {
        Objects.requireNonNull(derivative, "derivative");
        requireArgument(first);
        requireArgument(second);
        return with(function.withSecond(first, second, derivative));
    }

    /** All second derivatives of a function of two numbers. */
    public FunctionSpec hessian(OfTwo<double[][]> hessian) {
        Objects.requireNonNull(hessian, "hessian");
        requireArguments(2, "hessian((a, b) -> …)");
        return hessian(x -> hessian.apply(x[0], x[1]));
    }

    /** All second derivatives, given the arguments in an array. */
    public FunctionSpec hessian(Function<double[], double[][]> hessian) {
        Objects.requireNonNull(hessian, "hessian");
        return with(function.withHessian(hessian));
    }

    /**
     * A part of the formulas, such as an inner function or one term of a derivative, given all arguments in an array. A
     * report can name it: "the term dH/dT has a factor too many: H".
     */
    public FunctionSpec part(String name, ToDoubleFunction<double[]> part) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(part, "part");
        return with(function.withPart(name, part));
    }

    private FunctionSpec with(HandWritten changed) {
        return new FunctionSpec(changed, domains, name, excuses, length);
    }

    /** The domain of an argument; without this, every finite number. */
    public FunctionSpec where(String argument, Values values) {
        Objects.requireNonNull(values, "values");
        requireArgument(argument);
        Map<String, Values> all = new HashMap<>(domains);
        all.put(argument, values);
        return new FunctionSpec(function, all, name, excuses, length);
    }

    /** The length of the vector; without this, from 1 to 4 and sometimes some hundred. */
    public FunctionSpec length(int elements) {
        if (elements < 1 || !function.isVector()) {
            throw new IllegalArgumentException(
                    "only a vector has a length, which is at least 1, but " + function.names() + " got " + elements);
        }
        return new FunctionSpec(function, domains, name, excuses, elements);
    }

    /** The name of the function in reports. */
    public FunctionSpec named(String function) {
        Objects.requireNonNull(function, "function");
        return new FunctionSpec(this.function, domains, Optional.of(function), excuses, length);
    }

    /** Leaves out a law, with the reason. */
    public FunctionSpec without(Law law, String reason) {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(reason, "reason");
        Map<Law, String> all = new HashMap<>(excuses);
        all.put(law, reason);
        return new FunctionSpec(function, domains, name, all, length);
    }

    private void requireArguments(int count, String method) {
        if (function.isVector() || function.names().size() != count) {
            throw new IllegalArgumentException(method + " is for a function of " + count
                    + (count == 1 ? " number" : " numbers") + ", but this one has the arguments " + function.names()
                    + "; use the method whose lambda gets an array");
        }
    }

    private void requireArgument(String argument) {
        Objects.requireNonNull(argument, "argument");
        if (!function.names().contains(argument)) {
            throw new IllegalArgumentException(
                    "the function has no argument " + argument + "; its arguments are " + function.names());
        }
    }

    private Values domain(String argument) {
        return domains.getOrDefault(argument, Values.any());
    }

    /** The function as an op, whose rule calls the derivatives. */
    OpSpec asOp() {
        if (function.names().stream().noneMatch(function::hasDerivative)) {
            throw new IllegalArgumentException("no derivative is given; add derivative(…), gradient(…) or jacobian(…)");
        }
        OpSpec spec = OpSpec.nary(this::op).ofFunction().named(name.orElse("The function"));
        for (String argument : function.names()) {
            Dims dims = function.isVector() ? Dims.dims(length > 0 ? String.valueOf(length) : "n") : Dims.dims();
            spec = function.hasDerivative(argument)
                    ? spec.input(argument, dims, domain(argument))
                    : spec.inputWithoutDerivative(argument, dims, domain(argument));
        }
        spec = function.isVector() && length == 0 ? spec.size("n", 1, 4) : spec;
        if (function.hasSecond()) {
            spec = spec.law("the second derivatives are symmetric", this::checkSymmetry);
        } else {
            spec = spec.without(Law.SECOND_ORDER, "no second derivatives are given");
        }
        if (!function.isVector()) {
            spec = spec.without(Law.ADJOINT, "for single numbers it is the law GRADIENT");
        }
        for (Map.Entry<Law, String> excuse : excuses.entrySet()) {
            spec = spec.without(excuse.getKey(), excuse.getValue());
        }
        return spec;
    }

    private FunctionOp op(List<Node> inputs) {
        Shape shape = function.isVector() ? shapeOfValue(inputs.get(0).shape().elements()) : Shape.of();
        return new FunctionOp(function, shape, inputs);
    }

    /** Computes the value at a vector of the domain to find its shape. */
    private Shape shapeOfValue(int elements) {
        Random random = new Random(0);
        double[] sample = new double[elements];
        Arrays.setAll(sample, i -> domain(function.names().get(0)).domain().drawSmooth(random));
        return function.shape(sample);
    }

    private void checkSymmetry(OpCase at) {
        double[] x = at.values().stream()
                .flatMapToDouble(value -> Arrays.stream(value.toArray()))
                .toArray();
        function.asymmetry(x).ifPresent(apart -> {
            throw new AssertionError(apart);
        });
    }
}
