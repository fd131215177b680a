package dev.gradus.testkit;

import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.Jitter;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import dev.gradus.testkit.function.Components;
import dev.gradus.testkit.function.Directional;
import dev.gradus.testkit.function.FunctionOp;
import dev.gradus.testkit.function.HandWritten;
import dev.gradus.testkit.function.Sparse;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.FoundException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

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
    /** How closely both sides of an identity must agree, relative to their terms. */
    private static final double IDENTITY = 1e-9;

    private final HandWritten function;
    private final Map<String, Values> domains = new HashMap<>();
    private final Map<Law, String> excuses = new EnumMap<>(Law.class);
    private final List<Identity> identities = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private int length;

    private FunctionSpec(HandWritten function) {
        this.function = function;
    }

    private FunctionSpec changed(HandWritten changed, Consumer<FunctionSpec> change) {
        FunctionSpec copy = new FunctionSpec(changed);
        copy.domains.putAll(domains);
        copy.excuses.putAll(excuses);
        copy.identities.addAll(identities);
        copy.name = name;
        copy.length = length;
        change.accept(copy);
        return copy;
    }

    /** Two numbers that are equal for all arguments. Both may depend on the derivatives. */
    private record Identity(
            String sentence,
            ToDoubleBiFunction<HandWritten, double[]> left,
            ToDoubleBiFunction<HandWritten, double[]> right) {}

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
        return new FunctionSpec(new HandWritten(arguments, false, x -> new double[] {function.applyAsDouble(x)}));
    }

    /**
     * A function of a record. Its components are the arguments and must be {@code double}.
     *
     * <pre>{@code
     * record State(double T, double p) {}
     * FunctionSpec.of(State.class, state -> state.T * Math.log(state.p))
     *         .gradient(State.class, state -> new State(Math.log(state.p), state.T / state.p))
     * }</pre>
     *
     * @throws IllegalArgumentException if the record has no components, or one that is not a {@code double}
     */
    public static <R extends Record> FunctionSpec of(Class<R> type, ToDoubleFunction<R> function) {
        Components<R> components = new Components<>(type);
        Objects.requireNonNull(function, "function");
        return of(components.names(), x -> function.applyAsDouble(components.of(x)));
    }

    /** A function of a vector of any length; see {@link #length}. */
    public static FunctionSpec ofVector(String argument, ToDoubleFunction<double[]> function) {
        Objects.requireNonNull(function, "function");
        return new FunctionSpec(
                new HandWritten(List.of(argument), true, x -> new double[] {function.applyAsDouble(x)}));
    }

    /** A vector function of a vector; its derivative is a {@linkplain #jacobian Jacobian}. */
    public static FunctionSpec ofVectors(String argument, Function<double[], double[]> function) {
        Objects.requireNonNull(function, "function");
        return new FunctionSpec(new HandWritten(List.of(argument), true, function));
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

    /** The derivative of a function of a record with respect to one component. */
    public <R extends Record> FunctionSpec derivative(String argument, Class<R> type, ToDoubleFunction<R> derivative) {
        Components<R> components = components(type);
        Objects.requireNonNull(derivative, "derivative");
        return derivative(argument, x -> derivative.applyAsDouble(components.of(x)));
    }

    /** All derivatives of a function of a record, as a record of the same type. */
    public <R extends Record> FunctionSpec gradient(Class<R> type, UnaryOperator<R> gradient) {
        Components<R> components = components(type);
        Objects.requireNonNull(gradient, "gradient");
        return gradient(x -> components.array(gradient.apply(components.of(x))));
    }

    private <R extends Record> Components<R> components(Class<R> type) {
        Components<R> components = new Components<>(type);
        if (function.isVector() || !components.names().equals(function.names())) {
            throw new IllegalArgumentException(type.getSimpleName() + " has the components " + components.names()
                    + ", but the function has the arguments " + function.names() + "; use the record of the function");
        }
        return components;
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

    /**
     * The Jacobian of a vector function, given as the elements that are not always 0.
     *
     * @param rows the index of the value for each of these elements
     * @param columns the index of the argument for each of them
     * @param elements computes them
     */
    public FunctionSpec jacobian(int[] rows, int[] columns, Function<double[], double[]> elements) {
        Sparse sparse = new Sparse(rows, columns);
        Objects.requireNonNull(elements, "elements");
        return jacobian(x -> sparse.rows(elements.apply(x), function.value(x).length, x.length));
    }

    /**
     * The derivative of a function whose value is a number in a direction v: {@code (x, v) -> ⟨∇f(x), v⟩}, given the
     * arguments and v in arrays. It must be linear in v.
     */
    public FunctionSpec directional(ToDoubleBiFunction<double[], double[]> derivative) {
        Objects.requireNonNull(derivative, "derivative");
        Directional directional = new Directional((x, v) -> new double[] {derivative.applyAsDouble(x, v)});
        return gradient(x -> directional.jacobian(x)[0]).linear(directional);
    }

    /** The Jacobian of a vector function times a vector: {@code (x, v) -> J(x) v}. It must be linear in v. */
    public FunctionSpec jacobianTimes(BinaryOperator<double[]> derivative) {
        Objects.requireNonNull(derivative, "derivative");
        Directional directional = new Directional(derivative);
        return jacobian(directional::jacobian).linear(directional);
    }

    private FunctionSpec linear(Directional directional) {
        return identity(
                "the derivative in a direction is linear in the direction",
                directional::inSomeDirection,
                directional::ofUnitVectors);
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

    private FunctionSpec with(Identity identity) {
        return changed(function, copy -> copy.identities.add(identity));
    }

    private FunctionSpec with(HandWritten changed) {
        return changed(changed, copy -> {});
    }

    /**
     * The exact gradient, by automatic differentiation. Derivatives are then compared with it to twelve digits, where a
     * numerical derivative confirms about nine.
     *
     * <pre>{@code
     * .exact(Lift.of((double[] x) -> Enthalpy.of(x[0], x[1]))::gradient)
     * }</pre>
     */
    public FunctionSpec exact(Function<double[], double[]> gradient) {
        Objects.requireNonNull(gradient, "gradient");
        return with(function.withExact(function.withoutDerivatives().withGradient(gradient)));
    }

    /** The exact Jacobian of a vector function; see {@link #exact}. */
    public FunctionSpec exactJacobian(Function<double[], double[][]> jacobian) {
        Objects.requireNonNull(jacobian, "jacobian");
        return with(function.withExact(function.withoutDerivatives().withJacobian(jacobian)));
    }

    /**
     * An identity that the function or its derivatives obey. Both sides are computed for the same arguments and must agree
     * to nine digits of their terms.
     *
     * @param sentence the identity in words, for the report
     */
    public FunctionSpec identity(String sentence, ToDoubleFunction<double[]> left, ToDoubleFunction<double[]> right) {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return with(new Identity(sentence, (f, x) -> left.applyAsDouble(x), (f, x) -> right.applyAsDouble(x)));
    }

    /**
     * A function with f(λx) = λᵈ f(x), whose derivatives then obey Euler's relation Σ x ∂f/∂x = d f.
     *
     * @param degree the degree d
     * @param of the arguments that are multiplied by λ; all, if none is named
     */
    public FunctionSpec homogeneous(double degree, String... of) {
        List<String> scaled = of.length == 0 ? function.names() : List.of(of);
        scaled.forEach(this::requireArgument);
        return with(new Identity(
                "Σ x ∂f/∂x = " + degree + " f for x in " + scaled,
                (f, x) -> f.euler(x, scaled),
                (f, x) -> degree * f.value(x)[0]));
    }

    /** The domain of an argument; without this, every finite number. */
    public FunctionSpec where(String argument, Values values) {
        Objects.requireNonNull(values, "values");
        requireArgument(argument);
        return changed(function, copy -> copy.domains.put(argument, values));
    }

    /** The length of the vector; without this, from 1 to 4 and sometimes some hundred. */
    public FunctionSpec length(int elements) {
        if (elements < 1 || !function.isVector()) {
            throw new IllegalArgumentException(
                    "only a vector has a length, which is at least 1, but " + function.names() + " got " + elements);
        }
        return changed(function, copy -> copy.length = elements);
    }

    /** The name of the function in reports. */
    public FunctionSpec named(String function) {
        Objects.requireNonNull(function, "function");
        return changed(this.function, copy -> copy.name = Optional.of(function));
    }

    /** Leaves out a law, with the reason. */
    public FunctionSpec without(Law law, String reason) {
        Objects.requireNonNull(law, "law");
        Objects.requireNonNull(reason, "reason");
        return changed(function, copy -> copy.excuses.put(law, reason));
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
        for (Identity identity : identities) {
            spec = spec.law(identity.sentence, at -> checkIdentity(identity, arguments(at)));
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

    private static double[] arguments(OpCase at) {
        return at.values().stream()
                .flatMapToDouble(value -> Arrays.stream(value.toArray()))
                .toArray();
    }

    private void checkSymmetry(OpCase at) {
        function.asymmetry(arguments(at)).ifPresent(apart -> {
            throw new AssertionError(apart);
        });
    }

    private void checkIdentity(Identity identity, double[] x) {
        double[] sides = sides(identity, x);
        double[] terms = Jitter.terms(sides, jitter -> sides(identity, jitter.moved(x)));
        double scale = Math.max(Math.abs(sides[0]) + terms[0], Math.abs(sides[1]) + terms[1]);
        if (Math.abs(sides[0] - sides[1]) > IDENTITY * scale + RoundingError.OF_UNDERFLOW) {
            throw new FoundException(Finding.of("\"" + identity.sentence + "\" does not hold")
                    .with("left", Text.number(sides[0]))
                    .with("right", Text.number(sides[1])));
        }
    }

    private double[] sides(Identity identity, double[] x) {
        return new double[] {
            identity.left.applyAsDouble(function, x.clone()), identity.right.applyAsDouble(function, x.clone())
        };
    }
}
