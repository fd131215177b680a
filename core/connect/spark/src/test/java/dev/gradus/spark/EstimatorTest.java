package dev.gradus.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Batch;
import dev.gradus.train.BatchGraph;
import dev.gradus.train.BatchRuns;
import dev.gradus.train.Batches;
import dev.gradus.train.BlockGradients;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.Epoch;
import dev.gradus.train.Model;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link GradusEstimator} and {@link GradusModel} in Spark's pipelines. */
@Tag("long")
class EstimatorTest {
    private static final int ROWS = 60;

    private final SparkSession spark = SparkSession.builder()
            .sparkContext(LocalSpark.of(3).sc())
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .getOrCreate();
    private final Dataset<Row> data = data();

    /** Two numbers, their vector and array, and labels of several kinds. */
    private Dataset<Row> data() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            double a = i % 10 / 10.0 - 0.5, b = i / 10 / 6.0 - 0.4, sum = 2 * a - b;
            rows.add(RowFactory.create(
                    a, b, Vectors.dense(a, b), new Double[] {a, b}, sum, sum > 0 ? 1 : 0, new Double[] {sum, a * b}));
        }
        DataType numbers = DataTypes.createArrayType(DataTypes.DoubleType);
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("a", DataTypes.DoubleType)
                        .add("b", DataTypes.DoubleType)
                        .add("features", SQLDataTypes.VectorType())
                        .add("array", numbers)
                        .add("label", DataTypes.DoubleType)
                        .add("positive", DataTypes.IntegerType)
                        .add("two", numbers));
    }

    private static GradusEstimator estimator() {
        return new GradusEstimator().setLayers(2, 3, 1).setMaxIter(4).setBlockSize(16);
    }

    private List<Batch> blocks() {
        List<Row> rows = data.select("a", "b", "label").collectAsList();
        double[][] x = new double[ROWS][], y = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            x[i] = new double[] {rows.get(i).getDouble(0), rows.get(i).getDouble(1)};
            y[i] = new double[] {rows.get(i).getDouble(2)};
        }
        List<Batch> blocks = new ArrayList<>();
        Batches.of(16, Tensor.of(x), Tensor.of(y)).forEach(blocks::add);
        return blocks;
    }

    @Test
    void trainsAndPredictsWithTheBitsOfOneMachine() {
        GradusModel model = estimator().fit(data);
        BatchRuns runs = BatchRuns.of(new Network(new int[] {2, 3, 1}, "tanh", false, 0).model());
        BlockGradients gradients = BlockGradients.of(runs);
        List<Epoch> history = Trainer.of(
                        runs.parameters(), BlockTraining.of(gradients, gradients.source(blocks())), Adam.of(0.01))
                .train(4);
        assertThat(model.objectiveHistory())
                .containsExactly(history.stream().mapToDouble(Epoch::loss).toArray());
        Tensor expected = Model.of(runs)
                .predictor()
                .predict(Batch.of(
                        Tensor.joined(blocks().stream().map(Batch::features).toList())));
        for (String features : List.of("features", "array")) {
            assertThat(predictions(model.setFeaturesCol(features).transform(data)))
                    .containsExactly(expected.toArray());
        }
    }

    private static double[] predictions(Dataset<Row> predicted) {
        return predicted.select("prediction").collectAsList().stream()
                .mapToDouble(row -> row.getDouble(0))
                .toArray();
    }

    @Test
    void worksInAPipelineAndACrossValidatorSavedAndLoaded(@TempDir Path folder) throws IOException {
        VectorAssembler assembler =
                new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("assembled");
        GradusEstimator estimator = estimator().setFeaturesCol("assembled").setSolver("l-bfgs");
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {assembler, estimator});
        pipeline.write().overwrite().save(folder.resolve("pipeline").toString());
        Pipeline loaded = Pipeline.load(folder.resolve("pipeline").toString());
        GradusEstimator again = (GradusEstimator) loaded.getStages()[1];
        String address = "\\[I@\\w+";
        assertThat(again.explainParams().replaceAll(address, ""))
                .isEqualTo(estimator.explainParams().replaceAll(address, ""));
        assertThat(again.getOrDefault(again.layers())).containsExactly(2, 3, 1);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(again.maxIter(), scala.jdk.javaapi.CollectionConverters.asScala(List.<Object>of(1, 5)))
                .build();
        CrossValidatorModel best = new CrossValidator()
                .setEstimator(loaded)
                .setEstimatorParamMaps(grid)
                .setEvaluator(new RegressionEvaluator())
                .setNumFolds(2)
                .fit(data);
        assertThat(best.avgMetrics()[1]).isLessThan(best.avgMetrics()[0]);
        String path = folder.resolve("model").toString();
        ((PipelineModel) best.bestModel()).write().save(path);
        PipelineModel read = PipelineModel.load(path);
        assertThat(predictions(read.transform(data))).containsExactly(predictions(best.transform(data)));
        GradusModel network = (GradusModel) read.stages()[1];
        assertThat(network.objectiveHistory())
                .containsExactly(((GradusModel) ((PipelineModel) best.bestModel()).stages()[1]).objectiveHistory());
        network.write().overwrite().save(folder.resolve("alone").toString());
        Tensor withoutSpark = Model.load(folder.resolve("alone").resolve(GradusModel.FILE))
                .predictor()
                .predict(Batch.of(blocks().get(0).features()));
        assertThat(Arrays.copyOf(predictions(read.transform(data)), 16)).containsExactly(withoutSpark.toArray());
    }

    @Test
    void classifiesAndPredictsSeveralNumbers() {
        GradusEstimator classes = estimator()
                .setTask("classification")
                .setLabelCol("positive")
                .setMaxIter(6)
                .setStepSize(0.3);
        for (int outputs : new int[] {1, 2}) {
            Dataset<Row> predicted = classes.setLayers(2, outputs).fit(data).transform(data);
            assertThat(predicted.where("prediction = positive").count())
                    .as("%d outputs", outputs)
                    .isGreaterThan(ROWS * 8 / 10);
            Row first = predicted.first();
            Vector probability = first.getAs("probability");
            assertThat(probability.size()).isEqualTo(2);
            assertThat((double) first.getAs("prediction")).isEqualTo(probability.argmax());
        }
        Dataset<Row> two = estimator()
                .setLayers(List.of(2, 2))
                .setLabelCol("two")
                .fit(data)
                .transform(data);
        assertThat(((Vector) two.first().getAs("prediction")).size()).isEqualTo(2);
        assertThat(two.columns()).doesNotContain("probability");
    }

    /** A line through the origin. */
    public static final class Line implements Recipe {
        private static final long serialVersionUID = 1;

        @Override
        public IntFunction<BatchGraph> model() {
            Parameter w = Parameter.of("w", Tensor.zeros(2, 1));
            return n -> {
                Input x = Input.of("x", n, 2), y = Input.of("y", n, 1);
                return BatchGraph.of(new MseLoss(x.matMul(w), y), x, y).predicting(x.matMul(w));
            };
        }
    }

    @Test
    void aRecipeBuildsAnyNetwork() {
        GradusModel model = new GradusEstimator()
                .setRecipe(Line.class.getName())
                .setSolver("l-bfgs")
                .fit(data);
        assertThat(model.model().parameters().all()).hasSize(1);
        assertThat(model.objectiveHistory()[model.objectiveHistory().length - 1])
                .isLessThan(1e-9);
        assertThatThrownBy(() -> new GradusEstimator().setRecipe("no.Such").fit(data))
                .hasMessageStartingWith("GradusEstimator: recipe must be the full name of a public class");
    }

    @Test
    void wrongUseIsRefused() {
        assertThatThrownBy(() -> new GradusEstimator().fit(data))
                .hasMessageContaining("such as setLayers(4, 16, 3), but are []");
        assertThatThrownBy(() -> estimator().setSolver("sgd"))
                .hasMessage("GradusEstimator: solver must be one of 'adam', 'gd', 'l-bfgs', but is 'sgd'");
        assertThatThrownBy(() -> estimator().setFeaturesCol("x").fit(data))
                .hasMessageStartingWith("Gradus: there is no column 'x'; featuresCol must be one of [a, b, ");
        assertThatThrownBy(() -> estimator().fit(data.selectExpr("string(a) as features", "label")))
                .hasMessageStartingWith("Gradus: the column 'features' (featuresCol) has the type string, but must be");
        assertThatThrownBy(() -> estimator().fit(data.withColumnRenamed("a", "prediction")))
                .hasMessage(
                        "Gradus: there is already a column 'prediction'; drop it, or give predictionCol another name");
        assertThatThrownBy(
                        () -> estimator().setSolver("l-bfgs").setBlocksAStep(1).fit(data))
                .hasMessageContaining("needs all blocks in each step, but blocksAStep is 1");
        assertThatThrownBy(() -> estimator().setLayers(3, 1).fit(data))
                .hasStackTraceContaining(
                        "a row of the column 'features' (featuresCol) has 2 numbers, but the network takes 3");
        assertThatThrownBy(() -> estimator().fit(data.selectExpr("features", "nullif(label, label) as label")))
                .hasStackTraceContaining("Gradus: the column 'label' (labelCol) contains null");
        assertThatThrownBy(() -> estimator().setTask("classification").fit(data))
                .hasStackTraceContaining("is not a class: labels must be whole numbers from 0 to 1");
        assertThatThrownBy(() -> estimator().fit(data.where("a > 9"))).hasMessageContaining("there are no blocks");
    }
}
