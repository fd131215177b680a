package dev.gradus.examples;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.NumpyFormat;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.ConfusionMatrix;
import java.io.PrintStream;

/** The lesson's second example: who is admitted to graduate school? It prints what the Python lesson prints. */
final class Admissions {
    private final Settings settings;
    private final Table students;
    private final AdmissionsSplit split;
    private final OneLayerClassifier classifier;
    private final boolean asInTheLesson;

    /** The lesson's own data and settings, for which it says which accuracies to expect. */
    static Admissions ofTheLesson() {
        return new Admissions(AdmissionsCsv.ofTheLesson(), Settings.OF_THE_LESSON, true);
    }

    /**
     * Splits the students and draws the initial weights, each from the beginning of the seed's stream.
     *
     * @throws LessonException if a column cannot be standardised
     */
    static Admissions of(Table students, Settings settings) {
        return new Admissions(students, settings, false);
    }

    private Admissions(Table students, Settings settings, boolean asInTheLesson) {
        this.asInTheLesson = asInTheLesson;
        this.students = students;
        this.settings = settings;
        split = AdmissionsSplit.of(students, settings.seed());
        int inputs = split.xTrain().shape().size(1);
        int outputs = 1;
        double scale = StrictMath.pow(inputs, -0.5); // Xavier; n**-.5, which 1 / √n can miss by a bit
        Tensor W = NumpyRandom.seed(settings.seed()).normal(0, scale, Shape.of(inputs, outputs));
        classifier = new OneLayerClassifier(W, Tensor.zeros(1, outputs));
    }

    /** Prints the data, ten of the losses and both accuracies; returns all losses. */
    double[] run(PrintStream out, PrintStream err) {
        out.println(students.head());
        out.println();
        out.println(students.info());
        out.println();
        out.println("x_train " + split.xTrain().shape() + ", y_train "
                + split.yTrain().shape());
        out.println("x_test  " + split.xTest().shape() + ", y_test  "
                + split.yTest().shape());
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
            return classifier.train(split.xTrain(), split.yTrain(), settings, progress);
        }
    }

    FirstStep firstStep() {
        return new FirstStep(
                "College admissions", classifier.untrained(split.xTrain(), split.yTrain()), settings.learningRate());
    }

    double accuracyOnTrainingSet() {
        return accuracy(split.xTrain(), split.yTrain());
    }

    double accuracyOnTestSet() {
        return accuracy(split.xTest(), split.yTest());
    }

    OneLayerClassifier classifier() {
        return classifier;
    }

    Table students() {
        return students;
    }

    AdmissionsSplit split() {
        return split;
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
