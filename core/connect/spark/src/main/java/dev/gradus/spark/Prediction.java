package dev.gradus.spark;

import dev.gradus.tensor.Tensor;
import dev.gradus.train.BatchGraph;
import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a model appends: a number or vector; or a class and the vector of all classes' probabilities.
 *
 * @param width how many numbers the network computes for each row
 */
record Prediction(int width, boolean classifies) implements Serializable {
    static Prediction of(BatchGraph one, boolean classifies) {
        BatchGraph yHat = one.prediction()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "GradusEstimator: the recipe's model must name its prediction; call predicting(ŷ) on its BatchGraph"));
        return new Prediction(yHat.graph().outputs().get(0).shape().elements(), classifies);
    }

    /** Returns the number of classes; one number is the probability of class 1 of two. */
    int classes() {
        return Math.max(2, width);
    }

    StructType appendedTo(StructType schema, String prediction, String probability) {
        StructType longer = new NumberColumn("predictionCol", prediction)
                .appendedTo(schema, classifies || width == 1 ? DataTypes.DoubleType : SQLDataTypes.VectorType());
        return classifies
                ? new NumberColumn("probabilityCol", probability).appendedTo(longer, SQLDataTypes.VectorType())
                : longer;
    }

    /** Returns the appended cells of one row. */
    Object[] cells(Tensor outputs, int row) {
        double[] numbers = outputs.row(row).toArray();
        if (!classifies) {
            return new Object[] {width == 1 ? (Object) numbers[0] : Vectors.dense(numbers)};
        }
        double[] probabilities = width == 1 ? new double[] {1 - numbers[0], numbers[0]} : numbers;
        int likeliest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[likeliest]) {
                likeliest = i;
            }
        }
        return new Object[] {(double) likeliest, Vectors.dense(probabilities)};
    }
}
