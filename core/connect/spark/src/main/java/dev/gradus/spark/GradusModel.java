package dev.gradus.spark;

import dev.gradus.node.Input;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import dev.gradus.train.Model;
import dev.gradus.train.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A network that {@link GradusEstimator} trained. It appends its predictions to DataFrames.
 *
 * <p>{@code save} writes a folder, as in all of Spark ML. Its file {@code model.safetensors} is that of a {@link
 * Model}, which serves predictions without Spark and whose parameters Python can read. All ops of the network must
 * belong to this library.
 */
public final class GradusModel extends org.apache.spark.ml.Model<GradusModel> implements MLWritable {
    /** In a saved folder. */
    static final String FILE = "model.safetensors";

    private static final long serialVersionUID = 1;
    private static final String TASK = "task", LOSSES = "losses";
    private static final int KEPT = 4;

    /** Of this JVM, by the id of the model. */
    private static final Map<String, Predictor> PREDICTORS = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Predictor> eldest) {
            return size() > KEPT;
        }
    };

    private final String uid;
    private final String id = UUID.randomUUID().toString();
    private final transient Model model;
    private final Param<String> featuresCol;
    private final Param<String> predictionCol;
    private final Param<String> probabilityCol;

    private GradusModel(String uid, Model model) {
        this.uid = uid;
        this.model = model;
        featuresCol =
                new Param<>(this, "featuresCol", "the column of features: vectors, arrays of numbers, or numbers");
        predictionCol = new Param<>(
                this,
                "predictionCol",
                "the column of predictions: a number, or a vector if the network has several outputs");
        probabilityCol =
                new Param<>(this, "probabilityCol", "the column of the classes' probabilities, for classification");
        setDefault(featuresCol, "features");
        setDefault(predictionCol, "prediction");
        setDefault(probabilityCol, "probability");
    }

    static GradusModel of(String uid, Model model, List<Double> losses, boolean classifies) {
        return new GradusModel(
                uid,
                model.with(TASK, classifies ? GradusEstimator.CLASSIFICATION : GradusEstimator.REGRESSION)
                        .with(LOSSES, losses.stream().map(String::valueOf).collect(Collectors.joining(" "))));
    }

    /** Loads a model that {@code save} wrote. */
    public static GradusModel load(String path) {
        return read().load(path);
    }

    /** Returns the reader of what {@code write} writes. */
    public static MLReader<GradusModel> read() {
        return new Reader();
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The parameter featuresCol. */
    public Param<String> featuresCol() {
        return featuresCol;
    }

    /** The parameter predictionCol. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** The parameter probabilityCol. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** Sets the column of features: vectors, arrays of numbers, or numbers. */
    public GradusModel setFeaturesCol(String value) {
        return with(featuresCol, value);
    }

    /** Sets the column of predictions. */
    public GradusModel setPredictionCol(String value) {
        return with(predictionCol, value);
    }

    /** Sets the column of the classes' probabilities, for classification. */
    public GradusModel setProbabilityCol(String value) {
        return with(probabilityCol, value);
    }

    private GradusModel with(Param<String> param, String value) {
        Objects.requireNonNull(value, param.name());
        set(param, value);
        return this;
    }

    /** Returns the network with its parameters, which needs no Spark. */
    public Model model() {
        return model;
    }

    /** Returns the mean loss of each epoch, in their order. */
    public double[] objectiveHistory() {
        return Stream.of(model.text(LOSSES).split(" "))
                .filter(loss -> !loss.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Override
    public GradusModel copy(ParamMap extra) {
        return copyValues(new GradusModel(uid, model), extra).setParent(parent());
    }

    @Override
    public StructType transformSchema(StructType schema) {
        Objects.requireNonNull(schema, "schema");
        features().check(schema);
        return prediction().appendedTo(schema, getOrDefault(predictionCol), getOrDefault(probabilityCol));
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType longer = transformSchema(dataset.schema(), true);
        Broadcast<byte[]> file = JavaSparkContext.fromSparkContext(
                        dataset.sparkSession().sparkContext())
                .broadcast(bytes());
        String name = id;
        NumberColumn features = features();
        int index = dataset.schema().fieldIndex(features.name()), width = width();
        Prediction appended = prediction();
        MapPartitionsFunction<Row, Row> predict = rows -> {
            Predictor predictor = predictor(name, file);
            return new Parts<Row>(rows, part -> predicted(predictor, part, features, index, width, appended));
        };
        return dataset.toDF().mapPartitions(predict, Encoders.row(longer));
    }

    private static List<Row> predicted(
            Predictor predictor, List<Row> rows, NumberColumn features, int index, int width, Prediction appended) {
        double[] numbers = new double[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            features.copy(rows.get(i), index, numbers, i * width, width);
        }
        Tensor outputs = predictor.predict(Batch.of(Tensor.of(Shape.of(rows.size(), width), numbers)));
        List<Row> longer = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Stream<Object> cells =
                    Stream.iterate(0, column -> column + 1).limit(row.size()).map(row::get);
            longer.add(RowFactory.create(
                    Stream.concat(cells, Stream.of(appended.cells(outputs, i))).toArray()));
        }
        return longer;
    }

    private NumberColumn features() {
        return new NumberColumn("featuresCol", getOrDefault(featuresCol));
    }

    private int width() {
        List<Input> inputs = model.graph().inputs();
        return inputs.get(0).shape().elements();
    }

    private Prediction prediction() {
        return new Prediction(
                model.graph().outputs().get(0).shape().elements(),
                model.text(TASK).equals(GradusEstimator.CLASSIFICATION));
    }

    /** Returns the bytes of the model's file. */
    private byte[] bytes() {
        return withFile(file -> {
            model.save(file);
            return Files.readAllBytes(file);
        });
    }

    /** Returns the predictor of all tasks in this JVM. */
    private static Predictor predictor(String id, Broadcast<byte[]> bytes) {
        synchronized (PREDICTORS) {
            return PREDICTORS.computeIfAbsent(
                    id,
                    absent -> withFile(file -> {
                        Files.write(file, bytes.value());
                        return Model.load(file).predictor();
                    }));
        }
    }

    private interface FileFunction<T> {
        T apply(Path file) throws IOException;
    }

    private static <T> T withFile(FileFunction<T> function) {
        try {
            Path file = Files.createTempFile("gradus", ".safetensors");
            try {
                return function.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public MLWriter write() {
        return new Writer(this);
    }

    private static final class Writer extends MLWriter {
        private final GradusModel model;

        Writer(GradusModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
            withFile(file -> {
                model.model.save(file);
                inFolder(
                        path,
                        sc().hadoopConfiguration(),
                        (system, saved) -> system.copyFromLocalFile(
                                false, true, new org.apache.hadoop.fs.Path(file.toUri()), saved));
                return path;
            });
        }
    }

    private static final class Reader extends MLReader<GradusModel> {
        @Override
        public GradusModel load(String path) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), GradusModel.class.getName());
            Model loaded = withFile(file -> {
                inFolder(
                        path,
                        sc().hadoopConfiguration(),
                        (system, saved) -> system.copyToLocalFile(
                                false, saved, new org.apache.hadoop.fs.Path(file.toUri()), true));
                return Model.load(file);
            });
            GradusModel model = new GradusModel(metadata.uid(), loaded);
            metadata.getAndSetParams(model, Option.empty());
            return model;
        }
    }

    private interface Copy {
        void run(FileSystem system, org.apache.hadoop.fs.Path saved) throws IOException;
    }

    private static void inFolder(String folder, Configuration configuration, Copy copy) throws IOException {
        org.apache.hadoop.fs.Path saved = new org.apache.hadoop.fs.Path(folder, FILE);
        copy.run(saved.getFileSystem(configuration), saved);
    }
}
