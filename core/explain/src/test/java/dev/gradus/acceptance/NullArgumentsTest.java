package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.check.GradientCheck;
import dev.gradus.data.BatchStream;
import dev.gradus.data.IndexedExamples;
import dev.gradus.data.Split;
import dev.gradus.explain.Explanation;
import dev.gradus.flow.Body;
import dev.gradus.flow.Implicit;
import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.flow.Scan;
import dev.gradus.flow.ScanBuilder;
import dev.gradus.flow.ScanStep;
import dev.gradus.flow.Solution;
import dev.gradus.flow.While;
import dev.gradus.flow.WhileBuilder;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.SpectralGradient;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.Reduction;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.DropoutMask;
import dev.gradus.nn.GruCell;
import dev.gradus.nn.Linear;
import dev.gradus.nn.LstmCell;
import dev.gradus.nn.MaxPool;
import dev.gradus.nn.PoolWindows;
import dev.gradus.node.AlongAxis;
import dev.gradus.node.AxisReduction;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.DerivativeOrder;
import dev.gradus.node.IndexReduction;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.OpException;
import dev.gradus.node.ScatterAdd;
import dev.gradus.node.Sin;
import dev.gradus.node.Sinc;
import dev.gradus.node.Softmax;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Hessian;
import dev.gradus.run.Jacobian;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.run.SparseJacobian;
import dev.gradus.run.Trace;
import dev.gradus.run.Trainable;
import dev.gradus.run.UpdateRule;
import dev.gradus.store.Attributes;
import dev.gradus.store.GraphReader;
import dev.gradus.store.GraphWriter;
import dev.gradus.store.Ops;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.tensor.TensorFormat;
import dev.gradus.train.Accumulation;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockSource;
import dev.gradus.train.EpochTraining;
import dev.gradus.train.FirstOrderOptimizer;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.GradientSource;
import dev.gradus.train.Means;
import dev.gradus.train.Model;
import dev.gradus.train.Optimizer;
import dev.gradus.train.OwnMethod;
import dev.gradus.train.ParameterGroup;
import dev.gradus.train.Receipt;
import dev.gradus.train.ReceiptTraining;
import dev.gradus.train.Resumable;
import dev.gradus.train.Schedule;
import dev.gradus.train.ThreadedBlocks;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API rejects null for any argument with an exception that names the argument. */
class NullArgumentsTest {
    private static final List<String> PACKAGES = List.of(
            "check", "data", "explain", "flow", "graph", "linalg", "loss", "nn", "node", "random", "run", "store",
            "tensor", "train");

    /** Methods that the engine calls with arguments it has checked or created; a check there would slow down each step. */
    private static final Set<String> CALLED_BY_THE_ENGINE = Set.of("forward", "backward", "compute", "checkTargets");

    /** Methods for which Java's interfaces define the result for null. */
    private static final Set<String> CONTRACTS_OF_JAVA = Set.of("equals", "contains", "indexOf", "lastIndexOf");

    /** Records that users create. The engine creates all others, for users to read. */
    private static final Set<Class<?>> MADE_BY_USERS =
            Set.of(Notation.class, Notation.Fragment.class, Linear.class, Batch.class, BatchGraph.class);

    /** Java's own message describes the operation that failed. */
    private static final Pattern OF_JAVA = Pattern.compile("^Cannot .* because .* is null");

    /** The names of arguments in messages, where they differ from the code. */
    private static final Map<String, String> IN_MESSAGES = Map.of("yHat", "ŷ");

    private final Map<Class<?>, Object> samples = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private int tried;
    private final List<String> notTried = new ArrayList<>();

    NullArgumentsTest() {
        Input x = Input.of("x", 2, 2);
        dev.gradus.node.Parameter w = dev.gradus.node.Parameter.of("w", Tensor.ones(2, 2));
        Node loss = new MseLoss(x.multiply(w), x).named("J");
        Graph graph = Graph.of(loss);
        Run run = Run.of(graph).feed(x, Tensor.ones(2, 2));
        run.forward();
        run.backward();
        Evaluator evaluator = Evaluator.of(graph).feed(x, Tensor.ones(2, 2));
        Trace trace = Trace.of(evaluator);
        sample(Input.class, x);
        sample(dev.gradus.node.Parameter.class, w);
        sample(Node.class, w);
        sample(Op.class, new Sin(w));
        Op ofUser = (Op) Custom.of(List.of(w), (in, out) -> {}, (op, upstream) -> List.of(upstream));
        sample(OpException.class, OpException.of(ofUser, new IllegalStateException()));
        sample(AxisReduction.class, w.sum(0));
        sample(IndexReduction.class, w.argMax(0));
        sample(AlongAxis.class, new Softmax(w, 0));
        sample(DerivativeOrder.class, new Sinc(w, 0));
        Constant ones = Constant.of(Tensor.ones(2));
        sample(SpectralGradient.class, new SpectralGradient(w, ones, SpectralGradient.Of.EIGENVALUES));
        sample(Constant.class, Constant.of(2));
        sample(Shape.class, Shape.of(2, 2));
        sample(Tensor.class, Tensor.ones(2, 2));
        sample(TensorFormat.class, TensorFormat.DEFAULT);
        sample(Graph.class, graph);
        sample(Gradients.class, Gradients.of(loss));
        sample(Run.class, run);
        sample(Run.Builder.class, Run.builder(graph));
        sample(Evaluator.class, evaluator);
        sample(Trace.class, trace);
        sample(Explanation.class, Explanation.of(trace));
        sample(Parameters.class, run.parameters());
        sample(Notation.class, Notation.function("f"));
        sample(GradientCheck.class, GradientCheck.of(run));
        sample(RandomGenerator.class, NumpyRandom.seed(1));
        sample(NumpyRandom.class, NumpyRandom.seed(1));
        sample(Optimizer.class, GradientDescent.of(0.1));
        sample(Schedule.class, (Schedule) step -> 0.1);
        sample(UpdateRule.class, (UpdateRule) (value, gradient) -> {});
        sample(int[].class, new int[] {0, 1});
        FirstOrderOptimizer optimizer = GradientDescent.of(0.1);
        BatchGraph model = BatchGraph.of(x.multiply(w).sum(), x);
        BatchRuns runs = BatchRuns.of(size -> model, Parameters.of(List.of(w)));
        Batches batches = Batches.of(2, Tensor.ones(2, 2));
        sample(FirstOrderOptimizer.class, optimizer);
        Receipt receipt = Receipt.record(run, Adam.of(0.1)).receipt();
        sample(Receipt.class, receipt);
        sample(ReceiptTraining.class, receipt.training(Map.of()));
        sample(Receipt.Progress.class, (Receipt.Progress) (epoch, J) -> true);
        sample(ParameterGroup.class, ParameterGroup.of(w));
        sample(Accumulation.class, Accumulation.of(optimizer));
        sample(Trainable.class, run.trainable(w));
        sample(BatchGraph.class, model);
        sample(BatchRuns.class, runs);
        IndexedExamples examples = new IndexedExamples() {
            @Override
            public long count() {
                return 2;
            }

            @Override
            public Batch read(long from, int size) {
                return Batch.of(Tensor.ones(size, 2));
            }
        };
        sample(BatchStream.class, BatchStream.of(1, examples));
        sample(Split.class, Split.of(2, 0.5, NumpyRandom.seed(1)));
        sample(Map.class, Map.of("n", Tensor.ones(2)));
        sample(Resumable.class, batches);
        sample(EpochTraining.class, (EpochTraining) optimizing -> new Means(1, Map.of()));
        BlockGradients blocks = BlockGradients.of(runs);
        sample(BlockGradients.class, blocks);
        sample(BlockSource.class, blocks.source(List.of(Batch.of(Tensor.ones(2, 2)))));
        sample(ThreadedBlocks.class, ThreadedBlocks.of(runs, 1, number -> Batch.of(Tensor.ones(2, 2))));
        sample(GradientSource.class, (GradientSource) gradients -> 1);
        OwnMethod.Rule rule = now -> OwnMethod.Next.of(now.value());
        sample(OwnMethod.Rule.class, rule);
        sample(OwnMethod.Loops.class, (OwnMethod.Loops) (now, next) -> {});
        sample(OwnMethod.class, OwnMethod.of("own", List.of(), rule));
        sample(Batches.class, batches);
        sample(Iterable.class, batches);
        sample(IntFunction.class, (IntFunction<BatchGraph>) size -> model);
        sample(Trainer.class, Trainer.of(runs, batches, optimizer));
        sample(ScatterAdd.class, new ScatterAdd(w, Constant.of(Tensor.zeros(2)), 0, 2));
        sample(DropoutMask.class, new DropoutMask(Constant.of(1), w.shape(), 0.5, 1));
        sample(Convolution.class, Convolutions.conv1d(Input.of("x", 1, 2, 3), Input.of("w", 1, 2, 2)));
        sample(MaxPool.class, new MaxPool(Input.of("x", 1, 2, 3), PoolWindows.of(2)));
        sample(ArgMaxPool.class, new ArgMaxPool(Input.of("x", 1, 2, 3), PoolWindows.of(2)));
        sample(LstmCell.class, LstmCell.of("lstm", Tensor.ones(2, 8), Tensor.ones(2, 8)));
        sample(LstmCell.State.class, new LstmCell.State(w, w));
        sample(GruCell.class, GruCell.of("gru", Tensor.ones(2, 6), Tensor.ones(2, 6)));
        sample(Reduction.class, Reduction.MEAN);
        sample(Jacobian.class, Jacobian.of(loss).wrt(w));
        sample(Jacobian.Of.class, Jacobian.of(loss));
        sample(SparseJacobian.class, Jacobian.of(loss).sparse().wrt(w));
        sample(SparseJacobian.Of.class, Jacobian.of(loss).sparse());
        ScanStep[] steps = new ScanStep[1];
        Scan scan = Scan.times(2).carry("name", w).steps(step -> {
            steps[0] = step;
            step.next("name", step.carry("name").sin()).output("y", step.carry("name"));
        });
        sample(ScanBuilder.class, Scan.times(2));
        sample(Scan.class, scan);
        sample(ScanStep.class, steps[0]);
        sample(Loop.class, scan.loop());
        sample(Loop.Length.class, Loop.Length.FIXED);
        sample(While.class, While.carry("name", w).body(h -> h.sum().less(0), Node::sin));
        sample(WhileBuilder.class, While.carry("name", w));
        sample(LoopResult.class, scan.carry("name"));
        sample(Body.class, scan.loop().body());
        sample(Loop.Result.class, scan.loop().results().get(0));
        sample(Ops.class, Ops.builtIn());
        sample(Ops.Maker.class, (Ops.Maker) (inputs, attributes) -> inputs.get(0));
        sample(Attributes.class, Attributes.of(Map.of()));
        sample(JsonObject.class, JsonObject.parse("", "{}"));
        sample(GraphWriter.class, new GraphWriter());
        sample(GraphReader.class, new GraphReader(Ops.builtIn(), Map.of()));
        sample(Model.class, Model.of(Graph.of(w), Parameters.of(Graph.of(w))));
        sample(Solution.class, Implicit.fixedPoint(w, Node::sin).solution());
        sample(BinaryOperator.class, (BinaryOperator<Node>) (one, other) -> one);
        sample(Hessian.class, Hessian.of(loss).wrt(w));
        sample(Hessian.Of.class, Hessian.of(loss));
        sample(Custom.Forward.class, (Custom.Forward) (in, out) -> {});
        sample(Custom.Backward.class, (Custom.Backward) (op, upstream) -> List.of(upstream));
        sample(UnaryOperator.class, (UnaryOperator<Node>) node -> node);
        sample(PrintStream.class, new PrintStream(OutputStream.nullOutputStream())); // not one that writes a file
        sample(String.class, "name");
        sample(Object.class, "anything");
        sample(Path.class, Path.of("model.npz"));
        sample(byte[].class, new byte[0]);
        sample(Optional.class, Optional.empty());
        sample(int.class, 1);
        sample(long.class, 1L);
        sample(double.class, 0.5);
        sample(boolean.class, false);
        sample(Function.class, Function.identity());
        sample(Predicate.class, (Predicate<Object>) any -> true);
        sample(Consumer.class, (Consumer<Object>) any -> {});
        sample(BiFunction.class, (BiFunction<Object, Object, Object>) (one, other) -> Optional.empty());
        sample(ToDoubleBiFunction.class, (ToDoubleBiFunction<Object, Object>) (one, other) -> 1);
        sample(DoubleUnaryOperator.class, (DoubleUnaryOperator) one -> one);
        sample(IntToDoubleFunction.class, (IntToDoubleFunction) one -> one);
        sample(Runnable.class, (Runnable) () -> {});
    }

    private void sample(Class<?> type, Object value) {
        samples.put(type, value);
    }

    @Test
    void nullIsRefusedByName() throws IOException, ReflectiveOperationException, URISyntaxException {
        for (String name : PACKAGES) {
            for (Class<?> type : publicClasses(name)) {
                for (Constructor<?> constructor : type.getConstructors()) {
                    check(type, constructor);
                }
                for (Method method : type.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                        check(type, method);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        assertThat(tried).isGreaterThan(400);
        assertThat(notTried)
                .as("methods without samples")
                .containsExactly("NoGradient.withInputs", "JsonObject.constant");
    }

    private void check(Class<?> type, Executable called) {
        if (isLeftOut(type, called)) {
            return;
        }
        Parameter[] parameters = called.getParameters();
        Optional<Object> receiver = called instanceof Constructor || Modifier.isStatic(called.getModifiers())
                ? Optional.of("none")
                : of(type);
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i].getType().isPrimitive()) {
                continue;
            }
            Object[] arguments = new Object[parameters.length];
            boolean complete = receiver.isPresent();
            for (int k = 0; k < arguments.length; k++) {
                if (k != i) {
                    Optional<Object> sample = of(parameters[k].getParameterizedType());
                    complete &= sample.isPresent();
                    // A lower bound comes before an upper one.
                    arguments[k] =
                            sample.orElse(null) instanceof Double ? (Object) (0.5 + 0.1 * k) : sample.orElse(null);
                }
            }
            if (!complete) {
                notTried.add(type.getSimpleName() + "." + called.getName());
                continue;
            }
            tried++;
            assertThat(parameters[i].isNamePresent())
                    .as("compiled with -parameters")
                    .isTrue();
            String where = type.getSimpleName() + "." + (called instanceof Method ? called.getName() : "new")
                    + Stream.of(parameters)
                            .map(p -> p.getType().getSimpleName())
                            .toList() + " " + parameters[i].getName();
            try {
                if (called instanceof Constructor<?> constructor) {
                    constructor.newInstance(arguments);
                } else {
                    ((Method) called).invoke(receiver.get(), arguments);
                }
                faults.add("ACCEPTED " + where);
            } catch (InvocationTargetException thrown) {
                Throwable cause = thrown.getCause();
                if (!isNamed(cause, called, parameters[i].getName())) {
                    faults.add("NAMELESS " + where + ": " + cause + " @ " + cause.getStackTrace()[0]);
                }
            } catch (ReflectiveOperationException e) {
                faults.add("REFLECTION " + where + ": " + e);
            }
        }
    }

    /** By its own name, or by the op's name for its operand, because fluent methods only construct the op. */
    private static boolean isNamed(Throwable thrown, Executable called, String parameter) {
        String message = String.valueOf(thrown.getMessage());
        Class<?> type = called.getDeclaringClass();
        boolean refused = (thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException)
                && (!OF_JAVA.matcher(message).find() || isThrownBy(called, thrown.getStackTrace()[0]));
        String words = type == Node.class ? parameter + "|the operand [a-z]" : parameter;
        String other = IN_MESSAGES.getOrDefault(parameter, parameter);
        return refused && message.matches("(?s)(.*\\W)?(" + words + "|" + other + ")(\\W.*)?");
    }

    /**
     * In this case, Java's own message is about a parameter of the called method, rather than a variable further down. The
     * method may be one of the same name in its package, which computes the public one.
     */
    private static boolean isThrownBy(Executable called, StackTraceElement frame) {
        String name = called instanceof Constructor ? "<init>" : called.getName();
        Class<?> type = called.getDeclaringClass();
        boolean isSameClass = frame.getClassName().equals(type.getName());
        boolean isSamePackage = frame.getClassName().startsWith(type.getPackageName() + ".");
        return frame.getMethodName().equals(name) && (isSameClass || isSamePackage && called instanceof Method);
    }

    private static boolean isLeftOut(Class<?> type, Executable called) {
        if (called instanceof Constructor) {
            return Throwable.class.isAssignableFrom(type)
                    || Modifier.isAbstract(type.getModifiers())
                    || type.isRecord() && !MADE_BY_USERS.contains(type);
        }
        return CALLED_BY_THE_ENGINE.contains(called.getName())
                || CONTRACTS_OF_JAVA.contains(called.getName())
                || Modifier.isAbstract(called.getModifiers());
    }

    private Optional<Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            if (Collection.class.isAssignableFrom(raw)
                    || raw == Iterable.class && generic.getActualTypeArguments()[0] != Batch.class) {
                Optional<Object> element = of(generic.getActualTypeArguments()[0]);
                return element.map(one -> raw == Set.class ? Set.of(one) : List.of(one));
            }
            return of(raw);
        } else if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        Class<?> plain = type instanceof Class<?> one ? one : Object.class;
        if (samples.containsKey(plain)) {
            return Optional.of(samples.get(plain));
        } else if (plain.isArray()) {
            return of(plain.getComponentType()).map(element -> {
                Object array = Array.newInstance(plain.getComponentType(), 1);
                Array.set(array, 0, element);
                return array;
            });
        } else if (plain.isEnum()) {
            return Optional.of(plain.getEnumConstants()[0]);
        }
        return make(plain);
    }

    /** Uses the first constructor or factory that accepts samples. */
    private Optional<Object> make(Class<?> type) {
        samples.put(type, null);
        samples.remove(type);
        List<Executable> ways = new ArrayList<>(List.of(type.getConstructors()));
        Stream.of(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type)
                .forEach(ways::add);
        for (Executable way : ways) {
            List<Optional<Object>> arguments = new ArrayList<>();
            for (Parameter parameter : way.getParameters()) {
                boolean itself = parameter.getType() == type;
                arguments.add(itself ? Optional.empty() : of(parameter.getParameterizedType()));
            }
            if (arguments.stream().allMatch(Optional::isPresent)) {
                Object[] values = arguments.stream().map(Optional::get).toArray();
                try {
                    Object made = way instanceof Constructor<?> constructor
                            ? constructor.newInstance(values)
                            : ((Method) way).invoke(null, values);
                    if (made != null) { // as Class.forPrimitiveName gives for most names
                        samples.put(type, made);
                        return Optional.of(made);
                    }
                } catch (ReflectiveOperationException | IllegalArgumentException next) {
                    // the next way
                }
            }
        }
        return Optional.empty();
    }

    private static List<Class<?>> publicClasses(String name)
            throws IOException, URISyntaxException, ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> module : List.of(Node.class, Trainer.class, Explanation.class)) {
            Path location = Path.of(
                    module.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(location)) {
                addPublicClasses(location, name, classes);
            } else {
                try (FileSystem archive = FileSystems.newFileSystem(location)) {
                    addPublicClasses(archive.getPath("/"), name, classes);
                }
            }
        }
        assertThat(classes).as(name).isNotEmpty();
        return classes;
    }

    private static void addPublicClasses(Path root, String name, List<Class<?>> classes)
            throws IOException, ClassNotFoundException {
        Path folder = root.resolve("dev/gradus").resolve(name);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String binary = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (binary.endsWith(".class") && !binary.endsWith("-info.class")) {
                    Class<?> type = Class.forName(binary.substring(0, binary.length() - ".class".length()));
                    if (isPublic(type) && !type.isEnum()) {
                        classes.add(type);
                    }
                }
            }
        }
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
    }
}
