package dev.gradus.examples;

import dev.gradus.data.Split;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.ConfusionMatrix;
import java.io.PrintStream;

/** The lesson's second example: who is admitted to graduate school? It prints what the Python lesson prints. */
final class Admissions {
    private final Settings settings;
    private final Students students;
    private final Tensor xTrain;
    private final Tensor yTrain;
    private final Tensor xTest;
    private final Tensor yTest;
    private final OneLayerClassifier classifier;
    private final boolean asInTheLesson;

    /** The lesson's own data and settings, for which it says which accuracies to expect. */
    static Admissions ofTheLesson() {
        return new Admissions(Students.ofTheLesson(), Settings.OF_THE_LESSON, true);
    }

    /** Splits the students and draws the initial weights, each from the beginning of the seed's stream. */
    static Admissions of(Students students, Settings settings) {
        return new Admissions(students, settings, false);
    }

    private Admissions(Students students, Settings settings, boolean asInTheLesson) {
        this.asInTheLesson = asInTheLesson;
        this.students = students;
        this.settings = settings;
        Split split = Split.of(students.table().rows(), 0.9, NumpyRandom.seed(settings.seed()));
        xTrain = split.training(students.x());
        yTrain = split.training(students.y());
        xTest = split.test(students.x());
        yTest = split.test(students.y());
        int inputs = xTrain.shape().size(1);
        int outputs = 1;
        double scale = StrictMath.pow(inputs, -0.5); // LeCun; n**-.5, which 1 / √n can miss by a bit
        Tensor W = NumpyRandom.seed(settings.seed()).normal(0, scale, Shape.of(inputs, outputs));
        classifier = new OneLayerClassifier(W, Tensor.zeros(1, outputs));
    }

    /** Prints the data, ten of the losses and both accuracies; returns all losses. */
    double[] run(PrintStream out, PrintStream err) {
        DataFrameText text = new DataFrameText(students.table(), "admit", "gre", "gpa", "rank");
        out.println(text.head());
        out.println();
        out.println(text.info());
        out.println();
        out.println("x_train " + xTrain.shape() + ", y_train " + yTrain.shape());
        out.println("x_test  " + xTest.shape() + ", y_test  " + yTest.shape());
        out.println();
        double[] losses = train(err);
        Losses.print(losses, out);
        out.println("Accuracy on training set%s: %s".formatted(expected("0.71"), twoDecimals(accuracyOnTrainingSet())));
        out.println("Accuracy on test set%s: %s".formatted(expected("0.75"), twoDecimals(accuracyOnTestSet())));
        return losses;
    }

    /** Trains and returns the loss of every epoch. */
    double[] train(PrintStream err) {
        try (Progress progress = new Progress("Admissions", settings.epochs(), err)) {
            return classifier.train(xTrain, yTrain, settings, progress);
        }
    }

    FirstStep firstStep() {
        return new FirstStep("College admissions", classifier.untrained(xTrain, yTrain), settings.learningRate());
    }

    double accuracyOnTrainingSet() {
        return accuracy(xTrain, yTrain);
    }

    double accuracyOnTestSet() {
        return accuracy(xTest, yTest);
    }

    OneLayerClassifier classifier() {
        return classifier;
    }

    Students students() {
        return students;
    }

    Tensor xTrain() {
        return xTrain;
    }

    /** The share of students for whom ŷ > ½ predicts their admission rightly. */
    private double accuracy(Tensor x, Tensor y) {
        return ConfusionMatrix.ofProbabilities(classifier.predict(x), y).accuracy();
    }

    private String expected(String accuracy) {
        return asInTheLesson ? " (expected ~" + accuracy + ")" : "";
    }

    private static String twoDecimals(double value) {
        return NumpyFormat.number(Tensor.scalar(value).round(2).item());
    }
}
