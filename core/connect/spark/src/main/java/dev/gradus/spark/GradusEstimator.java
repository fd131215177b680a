package dev.gradus.spark;

import dev.gradus.node.Input;
import dev.gradus.random.NumpyRandom;
import dev.gradus.train.Adam;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Lbfgs;
import dev.gradus.train.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a network on a DataFrame. It follows the conventions of Spark ML: it can be part of a pipeline, tuned by a
 * cross-validator, saved and loaded.
 *
 * <pre>{@code
 * GradusEstimator estimator = new GradusEstimator()
 *         .setLayers(4, 16, 3)
 *         .setTask("classification")
 *         .setMaxIter(200);
 * GradusModel model = estimator.fit(training);       // columns features and label
 * Dataset<Row> predicted = model.transform(unseen);  // and now prediction and probability
 * }</pre>
 *
 * <p>Features and labels are vectors, arrays of numbers, or numbers. The rows are split into {@link Blocks} of {@code
 * blockSize} in the order of the DataFrame and trained by {@link SparkModel}, with the same bits. If the order of the
 * rows may change, as after a join, sort them first to get the same bits each time.
 *
 * <p>For a network that is not a sequence of layers, {@linkplain #setRecipe name the class} of a {@link Recipe}.
 */
public final class GradusEstimator extends Estimator<GradusModel> implements DefaultParamsWritable {
    static final String REGRESSION = "regression", CLASSIFICATION = "classification";

    private static final long serialVersionUID = 1;
    private static final String ADAM = "adam", DESCENT = "gd", LBFGS = "l-bfgs";

    private final String uid;
    private final Param<String> featuresCol;
    private final Param<String> labelCol;
    private final Param<String> predictionCol;
    private final Param<String> probabilityCol;
    private final IntArrayParam layers;
    private final Param<String> activation;
    private final Param<String> task;
    private final Param<String> recipe;
    private final Param<String> solver;
    private final DoubleParam stepSize;
    private final IntParam maxIter;
    private final IntParam blockSize;
    private final IntParam blocksAStep;
    private final LongParam seed;

    /** Creates an estimator with the default parameters. */
    public GradusEstimator() {
        this(Identifiable$.MODULE$.randomUID("gradus"));
    }

    /** Creates an estimator with this id, as Spark does when it copies or loads one. */
    public GradusEstimator(String uid) {
        this.uid = Objects.requireNonNull(uid, "uid");
        featuresCol =
                new Param<>(this, "featuresCol", "the column of features: vectors, arrays of numbers, or numbers");
        labelCol = new Param<>(
                this,
                "labelCol",
                "the column of labels: numbers, vectors or arrays; for classification 0, 1, 2 and so on");
        predictionCol = new Param<>(
                this,
                "predictionCol",
                "the column of predictions: a number, or a vector if the network has several outputs");
        probabilityCol =
                new Param<>(this, "probabilityCol", "the column of the classes' probabilities, for classification");
        layers = new IntArrayParam(
                this, "layers", "the number of units of each layer, from the features to the output, such as 4, 16, 3");
        activation =
                new ChoiceParam(this, "activation", "the function after each layer but the last", Network.ACTIVATIONS);
        task = new ChoiceParam(
                this,
                "task",
                "what the output is: numbers, trained by the squared error, or probabilities of classes, trained by the"
                        + " cross-entropy",
                List.of(REGRESSION, CLASSIFICATION));
        recipe = new Param<>(
                this,
                "recipe",
                "the name of a public class that implements dev.gradus.spark.Recipe and has a public constructor without"
                        + " arguments; it builds the network in place of layers and activation");
        solver = new ChoiceParam(this, "solver", "the optimizer", List.of(ADAM, DESCENT, LBFGS));
        stepSize = new DoubleParam(this, "stepSize", "the learning rate of adam and gd", ParamValidators.gt(0));
        maxIter = new IntParam(
                this, "maxIter", "the number of epochs; l-bfgs stops earlier if it converges", ParamValidators.gtEq(0));
        blockSize = new IntParam(
                this, "blockSize", "the number of rows that are computed at once", ParamValidators.gtEq(1));
        blocksAStep = new IntParam(
                this,
                "blocksAStep",
                "the number of blocks in each step, in an order drawn for each epoch; 0 takes all blocks in each step",
                ParamValidators.gtEq(0));
        seed = new LongParam(this, "seed", "determines the initial weights and the order of the blocks");
        setDefault(featuresCol, "features");
        setDefault(labelCol, "label");
        setDefault(predictionCol, "prediction");
        setDefault(probabilityCol, "probability");
        setDefault(activation, "tanh");
        setDefault(task, REGRESSION);
        setDefault(solver, ADAM);
        setDefault(stepSize, 0.01);
        setDefault(maxIter, 100);
        setDefault(blockSize, 1000);
        setDefault(blocksAStep, 0);
        setDefault(seed, 0L);
    }

    /** Loads an estimator that {@code save} wrote. */
    public static GradusEstimator load(String path) {
        return read().load(path);
    }

    /** Returns the reader of what {@code write} writes. */
    public static MLReader<GradusEstimator> read() {
        return new DefaultParamsReader<>();
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The parameter featuresCol. */
    public Param<String> featuresCol() {
        return featuresCol;
    }

    /** The parameter labelCol. */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** The parameter predictionCol. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** The parameter probabilityCol. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** The parameter layers. */
    public IntArrayParam layers() {
        return layers;
    }

    /** The parameter activation. */
    public Param<String> activation() {
        return activation;
    }

    /** The parameter task. */
    public Param<String> task() {
        return task;
    }

    /** The parameter recipe. */
    public Param<String> recipe() {
        return recipe;
    }

    /** The parameter solver. */
    public Param<String> solver() {
        return solver;
    }

    /** The parameter stepSize. */
    public DoubleParam stepSize() {
        return stepSize;
    }

    /** The parameter maxIter. */
    public IntParam maxIter() {
        return maxIter;
    }

    /** The parameter blockSize. */
    public IntParam blockSize() {
        return blockSize;
    }

    /** The parameter blocksAStep. */
    public IntParam blocksAStep() {
        return blocksAStep;
    }

    /** The parameter seed. */
    public LongParam seed() {
        return seed;
    }

    /** Sets the column of features: vectors, arrays of numbers, or numbers. */
    public GradusEstimator setFeaturesCol(String value) {
        return with(featuresCol, value);
    }

    /** Sets the column of labels: numbers, vectors or arrays; for classification 0, 1, 2 and so on. */
    public GradusEstimator setLabelCol(String value) {
        return with(labelCol, value);
    }

    /** Sets the column of predictions. */
    public GradusEstimator setPredictionCol(String value) {
        return with(predictionCol, value);
    }

    /** Sets the column of the classes' probabilities, for classification. */
    public GradusEstimator setProbabilityCol(String value) {
        return with(probabilityCol, value);
    }

    /** Sets the number of units of each layer, from the features to the output. */
    public GradusEstimator setLayers(int... value) {
        return with(layers, value);
    }

    /** Sets the number of units of each layer, as a list from Python arrives. */
    public GradusEstimator setLayers(List<Integer> value) {
        return with(layers, value.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Sets the function after each layer but the last: tanh, relu, sigmoid, gelu, silu or softplus. */
    public GradusEstimator setActivation(String value) {
        return with(activation, value);
    }

    /** Sets what the output is: regression or classification. */
    public GradusEstimator setTask(String value) {
        return with(task, value);
    }

    /**
     * Sets the class that builds the network: public, with a public constructor without arguments. The model that it builds
     * has two inputs, of shapes (n, features) and (n, labels), and {@linkplain BatchGraph#predicting names its prediction}.
     */
    public GradusEstimator setRecipe(String className) {
        return with(recipe, className);
    }

    /** Sets the optimizer: adam, gd or l-bfgs. */
    public GradusEstimator setSolver(String value) {
        return with(solver, value);
    }

    /** Sets the learning rate of adam and gd. */
    public GradusEstimator setStepSize(double value) {
        return with(stepSize, value);
    }

    /** Sets the number of epochs. */
    public GradusEstimator setMaxIter(int value) {
        return with(maxIter, value);
    }

    /** Sets the number of rows that are computed at once. */
    public GradusEstimator setBlockSize(int value) {
        return with(blockSize, value);
    }

    /** Sets the number of blocks in each step; 0 takes all. */
    public GradusEstimator setBlocksAStep(int value) {
        return with(blocksAStep, value);
    }

    /** Sets the seed of the initial weights and of the order of the blocks. */
    public GradusEstimator setSeed(long value) {
        return with(seed, value);
    }

    private <T> GradusEstimator with(Param<T> param, T value) {
        Objects.requireNonNull(value, param.name());
        set(param, value);
        return this;
    }

    @Override
    public GradusEstimator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /**
     * Returns the schema with the columns that the trained model appends.
     *
     * @throws IllegalArgumentException if a column is missing, has no numbers or would be replaced, or if the parameters do
     *     not describe a network
     */
    @Override
    public StructType transformSchema(StructType schema) {
        Objects.requireNonNull(schema, "schema");
        features().check(schema);
        label().check(schema);
        if (getOrDefault(solver).equals(LBFGS) && count(blocksAStep) > 0) {
            throw new IllegalArgumentException("GradusEstimator: the solver l-bfgs needs all blocks in each step, but"
                    + " blocksAStep is " + count(blocksAStep) + "; set it to 0, or choose the solver adam");
        }
        return Prediction.of(built().apply(1), classifies())
                .appendedTo(schema, getOrDefault(predictionCol), getOrDefault(probabilityCol));
    }

    @Override
    public GradusModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema(), true);
        NumberColumn features = features(), label = label();
        BatchGraph one = built().apply(1);
        int in = width(one, 0), out = width(one, 1);
        int classes = classifies() ? Prediction.of(one, true).classes() : 0;
        SparkModel model = SparkModel.of(
                JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()), network());
        JavaRDD<double[]> rows = dataset.select(features.inSql(), label.inSql())
                .toJavaRDD()
                .map(row -> numbers(row, features, in, label, out, classes))
                .persist(StorageLevel.MEMORY_AND_DISK());
        JavaRDD<Block> blocks = Blocks.ofRows(rows, count(blockSize), in, out).persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Double> losses = train(model, model.training(blocks));
            return copyValues(GradusModel.of(uid, model.trained(), losses, classifies()), new ParamMap())
                    .setParent(this);
        } finally {
            blocks.unpersist();
            rows.unpersist();
        }
    }

    private List<Double> train(SparkModel model, BlockTraining all) {
        int step = count(blocksAStep);
        BlockTraining training =
                step == 0 ? all : all.blocksAStep(step).shuffled(NumpyRandom.seed((long) getOrDefault(seed)));
        Optimizer optimizer = optimizer();
        List<Double> losses = new ArrayList<>();
        for (int epoch = 0; epoch < count(maxIter) && !isConverged(optimizer); epoch++) {
            losses.add(training.train(optimizer).loss());
        }
        return losses;
    }

    private static boolean isConverged(Optimizer optimizer) {
        return optimizer instanceof Lbfgs lbfgs && lbfgs.isConverged();
    }

    private Optimizer optimizer() {
        double rate = (double) getOrDefault(stepSize);
        return switch (getOrDefault(solver)) {
            case ADAM -> Adam.of(rate);
            case DESCENT -> GradientDescent.of(rate);
            default -> Lbfgs.of();
        };
    }

    private static double[] numbers(Row row, NumberColumn features, int in, NumberColumn label, int out, int classes) {
        double[] numbers = new double[in + out];
        features.copy(row, 0, numbers, 0, in);
        label.copy(row, 1, numbers, in, out);
        double y = numbers[in];
        if (classes > 0 && out == 1 && (y < 0 || y >= classes || y != Math.rint(y))) {
            throw new IllegalArgumentException("GradusEstimator: the label " + y + " in the column '" + label.name()
                    + "' is not a class: labels must be whole numbers from 0 to " + (classes - 1)
                    + ". StringIndexer numbers the values of a column");
        }
        return numbers;
    }

    private IntFunction<BatchGraph> built() {
        return network().model();
    }

    private Recipe network() {
        if (isDefined(recipe)) {
            return ofClass(getOrDefault(recipe));
        }
        int[] sizes = isDefined(layers) ? getOrDefault(layers) : new int[0];
        if (sizes.length < 2 || IntStream.of(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "GradusEstimator: layers must be at least two positive numbers, of features and of outputs, such as"
                            + " setLayers(4, 16, 3), but are " + Arrays.toString(sizes));
        }
        return new Network(sizes, getOrDefault(activation), classifies(), (long) getOrDefault(seed));
    }

    private static Recipe ofClass(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(Recipe.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException unsuited) {
            throw new IllegalArgumentException(
                    "GradusEstimator: recipe must be the full name of a public class that implements Recipe and has a public"
                            + " constructor without arguments, in a jar of spark.jars, but '" + name + "' gives "
                            + unsuited,
                    unsuited);
        }
    }

    /** Returns how many numbers of each example an input takes. */
    private static int width(BatchGraph one, int input) {
        List<Input> inputs = one.inputs();
        if (inputs.size() != 2 || inputs.get(input).shape().rank() != 2) {
            throw new IllegalArgumentException("GradusEstimator: the recipe's model must have two inputs, of shapes"
                    + " (n, features) and (n, labels); for n = 1 it has " + inputs);
        }
        return inputs.get(input).shape().size(1);
    }

    private NumberColumn features() {
        return new NumberColumn("featuresCol", getOrDefault(featuresCol));
    }

    private NumberColumn label() {
        return new NumberColumn("labelCol", getOrDefault(labelCol));
    }

    private int count(IntParam param) {
        return (int) getOrDefault(param);
    }

    private boolean classifies() {
        return getOrDefault(task).equals(CLASSIFICATION);
    }
}
