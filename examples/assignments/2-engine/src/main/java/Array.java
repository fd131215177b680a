/**
 * A matrix in a graph.
 *
 * <p>Fill the gaps of tasks B1 to B4. Each row is an example, as in the lesson. The op {@code tanh} is there as an example.
 */
final class Array extends Node {
    private final double[][] value;
    private double[][] gradient;

    private Array(double[][] value, Node... inputs) {
        super(inputs);
        this.value = value;
        clearGradient();
    }

    static Array of(double[][] value) {
        return new Array(value);
    }

    double[][] value() {
        return value;
    }

    double[][] gradient() {
        return gradient;
    }

    /** The hyperbolic tangent of each element. */
    Array tanh() {
        Array y = new Array(matrix(rows(), columns(), (i, j) -> Math.tanh(value[i][j])), this);
        y.rule = () -> receive(
                matrix(rows(), columns(), (i, j) -> y.gradient[i][j] * (1 - y.value[i][j] * y.value[i][j])));
        return y;
    }

    /** Task B1: the matrix product of this and another array. */
    Array matMul(Array other) {
        throw new UnsupportedOperationException("Task B1 is not written yet.");
    }

    /** Task B2: adds a row, such as a bias, to each row of this array. */
    Array addRow(Array row) {
        throw new UnsupportedOperationException("Task B2 is not written yet.");
    }

    /** Task B3: max(x, 0) of each element x. Where x is 0, the slope is 0. */
    Array relu() {
        throw new UnsupportedOperationException("Task B3 is not written yet.");
    }

    /** Task B4: half the squared error, summed over columns and averaged over rows: an array of one element. */
    Array loss(double[][] targets) {
        throw new UnsupportedOperationException("Task B4 is not written yet.");
    }

    /** Takes in a gradient that an op sends. */
    void receive(double[][] part) {
        double[][] before = gradient;
        gradient = matrix(rows(), columns(), (i, j) -> before[i][j] + part[i][j]);
    }

    @Override
    void clearGradient() {
        gradient = matrix(rows(), columns(), (i, j) -> 0);
    }

    @Override
    void seedGradient() {
        gradient = matrix(rows(), columns(), (i, j) -> 1);
    }

    int rows() {
        return value.length;
    }

    int columns() {
        return value[0].length;
    }

    /** A number for each row i and column j. */
    interface Element {
        double at(int i, int j);
    }

    static double[][] matrix(int rows, int columns, Element element) {
        double[][] matrix = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = element.at(i, j);
            }
        }
        return matrix;
    }
}
