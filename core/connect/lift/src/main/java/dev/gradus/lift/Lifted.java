package dev.gradus.lift;

import dev.gradus.lift.Values.Closure;
import dev.gradus.node.Node;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * A lifted method. See {@link Lift}.
 *
 * <p>The graph is built in the first call, and again when ints, lengths of arrays or the path through the method differ
 * from all calls before. Up to 64 graphs are kept; {@link #paths} says how many there are. A branch that depends on
 * doubles becomes {@code where} if both sides are short and have no effect; otherwise each side has a graph of its own.
 *
 * <p>By default the first argument is differentiated, and the others are data. The derivative with respect to an argument
 * that the method does not use is 0. If the result depends on an argument or a record component only through comparisons,
 * rounding or conversions to integers, a derivative throws {@link LiftException}, unless the method is {@link #piecewise}.
 * Not thread-safe.
 */
public final class Lifted {
    private static final int MOST_PATHS = 64;
    private static final int MOST_OPERATIONS = 20_000_000;
    private static final int MOST_GUARDS = 100_000;

    private final Object method;
    private final int arity;
    private final Set<Integer> positions;
    private final Set<String> names;
    private final int mostOperations;
    private final boolean isPiecewise;
    private final ClassFiles classes = new ClassFiles();
    private final Set<Object> guarded = new HashSet<>();
    private final List<Path> paths = new ArrayList<>();
    private final Map<Node, List<StackTraceElement>> places = new WeakHashMap<>();
    private final Class<?>[] parameters;
    private final boolean[] isChosen;
    private final Optional<Integer> concrete;
    private int lifts;

    Lifted(Object method, int arity) {
        this(method, arity, Set.of(0), Set.of(), MOST_OPERATIONS, false);
    }

    private Lifted(
            Object method,
            int arity,
            Set<Integer> positions,
            Set<String> names,
            int mostOperations,
            boolean isPiecewise) {
        this.method = method;
        this.arity = arity;
        this.positions = positions;
        this.names = names;
        this.mostOperations = mostOperations;
        this.isPiecewise = isPiecewise;
        this.parameters = Methods.parameters(closure(new Trace(new Object[0], Set.of(), 0)));
        this.isChosen = new boolean[arity];
        positions.forEach(position -> isChosen[position] = true);
        this.concrete = positions.stream()
                .filter(position -> Methods.isConcrete(parameters[position]))
                .findFirst();
    }

    /**
     * The same method, differentiated with respect to the arguments at these positions, counted from 0.
     *
     * @throws IllegalArgumentException if there is no argument at a position
     */
    public Lifted wrt(int... arguments) {
        Set<Integer> chosen = new TreeSet<>();
        for (int position : Objects.requireNonNull(arguments, "arguments")) {
            if (position < 0 || position >= arity) {
                throw new IllegalArgumentException("wrt: there is no argument at the position " + position
                        + "; the method has " + arity + ", counted from 0");
            }
            chosen.add(position);
        }
        return new Lifted(method, arity, chosen, Set.of(), mostOperations, isPiecewise);
    }

    /** The same method, differentiated with respect to the record components of these names in its arguments. */
    public Lifted wrt(String... components) {
        Set<String> chosen = new TreeSet<>(Arrays.asList(Objects.requireNonNull(components, "components")));
        return new Lifted(method, arity, Set.of(), chosen, mostOperations, isPiecewise);
    }

    /** The same method, which may make this many operations of doubles. The default is 20 million. */
    public Lifted operations(int most) {
        return new Lifted(method, arity, positions, names, most, isPiecewise);
    }

    /**
     * The same method, with derivatives of 0 where the result depends on an argument only through comparisons, rounding
     * and conversions to integers. Without this, such a derivative is refused: it is 0 wherever the method is piecewise
     * constant, but also for the root that a bisection finds, whose true derivative is not 0.
     */
    public Lifted piecewise() {
        return new Lifted(method, arity, positions, names, mostOperations, true);
    }

    /**
     * Computes the value of a method that returns a double.
     *
     * @throws LiftException if the method cannot be lifted
     */
    public double value(Object first, Object... others) {
        Object[] arguments = arguments(first, others);
        return found(arguments, path -> scalar(path, "value", "apply").computes(arguments, false))
                .number();
    }

    /**
     * Computes the result of the method, in its own type.
     *
     * @param <R> the type of the result
     */
    @SuppressWarnings("unchecked") // it is the type that the method returns
    public <R> R apply(Object first, Object... others) {
        Object[] arguments = arguments(first, others);
        Path path = found(arguments, each -> each.computes(arguments, false));
        return (R) Shaped.like(path.result, true, name -> true, DoubleBuffer.wrap(path.numbers()));
    }

    /**
     * Computes the gradient with respect to the first argument, in its type. If components of it were {@linkplain
     * #wrt(String...) chosen}, the gradient of the others is 0.
     *
     * @param <T> the type of the first argument
     * @throws IllegalStateException if other arguments are differentiated; call {@link #gradients}
     */
    public <T> T gradient(T first, Object... others) {
        return valueAndGradient(first, others).gradient();
    }

    /**
     * Computes the value and the gradient with respect to the first argument.
     *
     * @param <T> the type of the first argument
     */
    @SuppressWarnings("unchecked") // a gradient has the type of its argument
    public <T> ValueAndGradient<T> valueAndGradient(T first, Object... others) {
        checkFirstOnly("gradient", "gradients");
        Object[] arguments = arguments(first, others);
        Derivative found = derivative(arguments);
        boolean isWhole = first instanceof double[] && isChosen[0];
        Object gradient = isWhole ? found.gradient : ofArgument(0, arguments, DoubleBuffer.wrap(found.gradient));
        return new ValueAndGradient<>(found.value, (T) gradient);
    }

    /**
     * Computes the gradients with respect to all arguments, each in its type. The gradient of an argument that is not
     * differentiated is 0.
     */
    public Object[] gradients(Object first, Object... others) {
        Object[] arguments = arguments(first, others);
        DoubleBuffer next = DoubleBuffer.wrap(derivative(arguments).gradient);
        Object[] gradients = new Object[arity];
        for (int i = 0; i < arity; i++) {
            boolean isNumber = isChosen[i] && arguments[i] instanceof Double;
            gradients[i] = isNumber ? (Object) next.get() : ofArgument(i, arguments, next);
        }
        return gradients;
    }

    /**
     * Computes the matrix of the second derivatives with respect to all differentiated numbers: arguments in their
     * order, matrices by rows, records by components.
     */
    public double[][] hessian(Object first, Object... others) {
        Object[] arguments = arguments(first, others);
        checkDifferentiated();
        Path path = found(arguments, each -> scalar(each, "hessian", "jacobian").computes(arguments, false));
        checkCuts(path);
        double[][] matrix = path.secondDerivatives(arguments);
        return isFinite(matrix) ? matrix : exact(path, arguments).secondDerivatives(arguments);
    }

    /**
     * Computes the product of the Hessian and a vector at the cost of a few gradients.
     *
     * @param <T> the type of the first argument, and of the vector
     * @throws IllegalArgumentException if the vector has not the sizes of the first argument
     */
    @SuppressWarnings("unchecked") // a gradient has the type of its argument
    public <T> T hessianTimes(T first, T vector, Object... others) {
        Objects.requireNonNull(vector, "vector");
        checkFirstOnly("hessianTimes", "hessian");
        Object[] arguments = arguments(first, others);
        checkDifferentiated();
        Path path = found(
                arguments, each -> scalar(each, "hessianTimes", "jacobian").computes(arguments, false));
        checkCuts(path);
        double[] along = Shaped.differentiated(vector, isChosen[0], names::contains).stream()
                .mapToDouble(number -> (Double) number)
                .toArray();
        if (along.length != path.trace.differentiated()) {
            throw new IllegalArgumentException("hessianTimes: the vector has " + along.length
                    + " differentiated numbers, but the first argument has " + path.trace.differentiated());
        }
        double[] product = path.secondDerivatives(arguments, along);
        if (!isFinite(product)) {
            product = exact(path, arguments).secondDerivatives(arguments, along);
        }
        return (T) ofArgument(0, arguments, DoubleBuffer.wrap(product));
    }

    /**
     * Computes the matrix of the derivatives of all numbers of the result, one row for each, with respect to all
     * differentiated numbers. Their order is that of {@link #hessian}.
     */
    public double[][] jacobian(Object first, Object... others) {
        Object[] arguments = arguments(first, others);
        checkDifferentiated();
        Path path = found(arguments, each -> each.computes(arguments, false));
        checkCuts(path);
        double[][] matrix = path.derivatives(arguments);
        return isFinite(matrix) ? matrix : exact(path, arguments).derivatives(arguments);
    }

    /**
     * Builds the graph of the method on nodes. A node stands for a double (rank 0), a double[] (rank 1) or a double[][]
     * (rank 2); other arguments are given as values, which become constants.
     *
     * <p>The path through the method is that of the parameters' initial values, and of 0 for inputs. If later values
     * take another path at a branch that did not become {@code where}, computing the node throws an exception that
     * names the branch.
     *
     * @return a node of rank 0 for a double, otherwise a vector of all numbers of the result
     */
    public Node on(Object first, Object... others) {
        Object[] given = together(first, others);
        Object[] arguments = given.clone();
        for (int i = 0; i < given.length; i++) {
            if (given[i] instanceof Node node) {
                arguments[i] = Shaped.sample(node);
            }
        }
        check(arguments);
        Traced traced = traced(arguments, false);
        Map<Block, Node> leaves = new HashMap<>();
        for (Block block : traced.trace.blocks) {
            Node whole =
                    block.source() instanceof Source.Argument argument && given[argument.index()] instanceof Node node
                            ? node
                            : block.constant(arguments);
            leaves.put(block, whole.shape().rank() == 1 ? whole : whole.reshape(block.size()));
        }
        Circuit circuit =
                new Circuit(leaves, Path.numbers(traced.result, traced.trace), traced.trace.operations(), true);
        Node y = Path.y(circuit, traced.result);
        Node guarded = Path.conditions(circuit, traced.trace)
                .<Node>map(conditions -> new Guarded(y, conditions, traced.trace.guards))
                .orElse(y);
        Node cut = isPiecewise ? guarded : Cuts.cut(guarded, traced, leaves, given);
        places.putAll(circuit.lines(cut));
        traced.trace.forget();
        return cut;
    }

    /**
     * Where the program computes each op of the graphs that {@link #on} has built: the line of the instruction, then the
     * lines of the calls that led to it. An op that computes several instructions, such as a loop, has a line for each
     * first. The explorer's page shows them beside the graph:
     *
     * <pre>{@code
     * Lifted f = Lift.of(Program::rosenbrock);
     * Node J = f.on(p);
     * Explorer.of(Run.of(Graph.of(J))).source(Path.of("src/Program.java"), f.places()).write(Path.of("page.html"));
     * }</pre>
     */
    public Map<Node, List<StackTraceElement>> places() {
        return Map.copyOf(places);
    }

    /** The number of graphs that are kept, one for each path through the method that was taken. */
    public int paths() {
        return paths.size();
    }

    /**
     * What was lifted: the loops of the latest call that became ops on vectors, with their source lines and sizes; its
     * graph; and how many graphs there are.
     */
    @Override
    public String toString() {
        if (paths.isEmpty()) {
            return "not called yet";
        }
        Path path = paths.get(0);
        return path + "\n" + path.trace.operations() + " operations, " + path.trace.wheres + " branches as where, "
                + path.trace.guards.size() + " guards; " + paths.size() + " graphs kept of " + lifts + " lifted";
    }

    // Arguments

    private Object[] arguments(Object first, Object... others) {
        Object[] arguments = together(first, others);
        check(arguments);
        return arguments;
    }

    private static Object[] together(Object first, Object... others) {
        if (Objects.requireNonNull(others, "others").getClass()
                != Object[].class) { // a double[][], say, which is the second argument
            return new Object[] {first, others};
        }
        Object[] arguments = new Object[others.length + 1];
        arguments[0] = first;
        System.arraycopy(others, 0, arguments, 1, others.length);
        return arguments;
    }

    private void check(Object[] arguments) {
        if (arguments.length != arity) {
            throw new IllegalArgumentException(
                    "the method has " + arity + " arguments, but " + arguments.length + " were given");
        }
        for (int i = 0; i < arity; i++) {
            Class<?> type = parameters[i];
            if (arguments[i] == null) {
                throw new NullPointerException("argument " + i);
            } else if (!type.isInstance(arguments[i])) {
                throw new IllegalArgumentException("argument " + i + " must be a " + type.getSimpleName()
                        + ", but is a "
                        + arguments[i].getClass().getSimpleName()
                        + (type == Double.class && arguments[i] instanceof Number n ? "; write " + n + ".0" : ""));
            }
        }
    }

    private void checkFirstOnly(String called, String instead) {
        if (positions.size() > 1 || positions.size() == 1 && !isChosen[0]) {
            throw new IllegalStateException(called + " is with respect to the first argument, but the arguments "
                    + positions + " are differentiated; call " + instead);
        }
    }

    private Object ofArgument(int index, Object[] arguments, DoubleBuffer next) {
        return Shaped.like(arguments[index], isChosen[index], names::contains, next);
    }

    // Paths

    private record Derivative(double value, double[] gradient) {}

    /** A trace and the result that it computes. */
    record Traced(Trace trace, Object result) {}

    /** Checks that the arguments that were chosen have derivatives. */
    private void checkDifferentiated() {
        if (concrete.isPresent()) {
            throw new IllegalStateException("argument " + concrete.get() + " is of the type "
                    + parameters[concrete.get()].getSimpleName()
                    + ", which has no derivative; choose others with wrt");
        }
    }

    private void checkCuts(Path path) {
        if (!isPiecewise && !path.cuts.isEmpty()) {
            throw new LiftException(path.cuts.values().iterator().next());
        }
    }

    private static Path scalar(Path path, String called, String instead) {
        if (!(path.result instanceof Double)) {
            throw new IllegalStateException(called + " needs a method that returns a double, but it returns a "
                    + path.result.getClass().getSimpleName() + "; call " + instead);
        }
        return path;
    }

    private Derivative derivative(Object[] arguments) {
        checkDifferentiated();
        Path path =
                found(arguments, each -> scalar(each, "gradient", "jacobian").computes(arguments, true));
        checkCuts(path);
        double[] gradient = path.gradient();
        if (path.trace.wheres > 0 && !isFinite(gradient)) {
            Path exact = exact(path, arguments);
            exact.computes(arguments, true);
            gradient = exact.gradient();
        }
        return new Derivative(path.number(), gradient);
    }

    private static boolean isFinite(double[]... rows) {
        for (double[] row : rows) {
            for (double number : row) {
                if (!Double.isFinite(number)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * The path of the arguments, with a graph in which no side is computed that they do not take: an infinite number on
     * such a side would make a gradient NaN.
     */
    private Path exact(Path path, Object[] arguments) {
        return path.trace.wheres == 0 ? path : new Path(traced(arguments, true));
    }

    /** The path of the arguments, which becomes the first one, after a computation on it. */
    private Path found(Object[] arguments, Predicate<Path> computation) {
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            if (path.fits(arguments) && computation.test(path)) {
                if (i > 0) {
                    paths.remove(i);
                    paths.add(0, path);
                }
                return path;
            }
        }
        Path path = new Path(traced(arguments, false));
        paths.add(0, path);
        if (paths.size() > MOST_PATHS) {
            paths.remove(MOST_PATHS);
        }
        if (!computation.test(path)) {
            throw new AssertionError("a graph disagrees with its own trace");
        }
        return path;
    }

    private Closure closure(Trace trace) {
        return Methods.closure(method, trace::captured);
    }

    private Traced traced(Object[] arguments, boolean isExact) {
        lifts++;
        while (true) {
            Trace trace = new Trace(arguments, names, mostOperations);
            Interpreter interpreter = new Interpreter(trace, classes, guarded, isExact, MOST_GUARDS);
            Object[] values = new Object[arity];
            for (int i = 0; i < arity; i++) {
                values[i] = trace.argument(i, isChosen[i]);
            }
            trace.checkNames();
            try {
                return new Traced(trace, interpreter.start(closure(trace), values));
            } catch (Branches.Restart e) {
                continue; // with one more branch that is a guard
            } catch (Interpreter.Thrown e) {
                throw Lifted.<RuntimeException>asItIs(e.exception);
            }
        }
    }

    /** The exception of the lifted method, which the method itself would throw. */
    @SuppressWarnings("unchecked") // the cast is erased: a checked exception passes as it does in the method
    private static <E extends Throwable> E asItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
