/** The reference solution. */
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

    Array tanh() {
        Array y = new Array(matrix(rows(), columns(), (i, j) -> Math.tanh(value[i][j])), this);
        y.rule = () -> receive(
                matrix(rows(), columns(), (i, j) -> y.gradient[i][j] * (1 - y.value[i][j] * y.value[i][j])));
        return y;
    }

    Array matMul(Array other) {
        Array product = new Array(product(value, other.value), this, other);
        product.rule = () -> {
            receive(product(product.gradient, transpose(other.value)));
            other.receive(product(transpose(value), product.gradient));
        };
        return product;
    }

    private static double[][] transpose(double[][] a) {
        return matrix(a[0].length, a.length, (i, j) -> a[j][i]);
    }

    private static double[][] product(double[][] a, double[][] b) {
        return matrix(a.length, b[0].length, (i, j) -> {
            double sum = 0;
            for (int k = 0; k < b.length; k++) {
                sum += a[i][k] * b[k][j];
            }
            return sum;
        });
    }

    Array addRow(Array row) {
        Array sum = new Array(matrix(rows(), columns(), (i, j) -> value[i][j] + row.value[0][j]), this, row);
        sum.rule = () -> {
            receive(sum.gradient);
            for (double[] part : sum.gradient) {
                row.receive(new double[][] {part});
            }
        };
        return sum;
    }

    Array relu() {
        Array y = new Array(matrix(rows(), columns(), (i, j) -> Math.max(value[i][j], 0)), this);
        y.rule = () -> receive(matrix(rows(), columns(), (i, j) -> value[i][j] > 0 ? y.gradient[i][j] : 0));
        return y;
    }

    Array loss(double[][] targets) {
        double[][] errors = matrix(rows(), columns(), (i, j) -> value[i][j] - targets[i][j]);
        double sum = 0;
        for (double[] row : errors) {
            for (double error : row) {
                sum += error * error;
            }
        }
        Array loss = new Array(new double[][] {{sum / rows() / 2}}, this);
        loss.rule = () -> receive(matrix(rows(), columns(), (i, j) -> loss.gradient[0][0] * errors[i][j] / rows()));
        return loss;
    }

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
