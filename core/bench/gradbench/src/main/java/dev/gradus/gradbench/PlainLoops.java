package dev.gradus.gradbench;

/** Seven evals as the plain loops that a Java programmer would write, to be lifted to graphs. */
public final class PlainLoops {
    private PlainLoops() {}

    /** The log of the sum of exponentials, without overflow. */
    public static double lse(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double v : x) {
            largest = Math.max(largest, v);
        }
        double sum = 0;
        for (double v : x) {
            sum += Math.exp(v - largest);
        }
        return largest + Math.log(sum);
    }

    /** Least squares: a polynomial with these coefficients against a step. */
    public static double llsq(double[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double t = -1 + i * 2.0 / (n - 1);
            double power = 1;
            double error = Math.signum(t);
            for (double coefficient : x) {
                error -= coefficient * power;
                power *= t;
            }
            sum += error * error;
        }
        return sum / 2;
    }

    /** The determinant by expansion along the first row, of a matrix by rows. */
    public static double det(double[] a, int n) {
        boolean[] taken = new boolean[n];
        return minor(a, n, 0, taken);
    }

    private static double minor(double[] a, int n, int row, boolean[] taken) {
        if (row == n) {
            return 1;
        }
        double sum = 0;
        int sign = 1;
        for (int column = 0; column < n; column++) {
            if (!taken[column]) {
                taken[column] = true;
                sum += sign * a[row * n + column] * minor(a, n, row + 1, taken);
                taken[column] = false;
                sign = -sign;
            }
        }
        return sum;
    }

    /** A step of k-means: the sum of the squared distances of points to the nearest of k centers. */
    public static double kmeans(double[][] centers, double[][] points) {
        double cost = 0;
        for (double[] point : points) {
            double nearest = Double.POSITIVE_INFINITY;
            for (double[] center : centers) {
                double distance = 0;
                for (int i = 0; i < point.length; i++) {
                    distance += (point[i] - center[i]) * (point[i] - center[i]);
                }
                nearest = Math.min(nearest, distance);
            }
            cost += nearest;
        }
        return cost;
    }

    /** An equation x′₁ = x₁, x′ᵢ = xᵢ₋₁ integrated by Runge and Kutta's method. */
    public static double[] ode(double[] x, int steps) {
        double[] y = new double[x.length];
        double h = 1.0 / steps;
        for (int step = 0; step < steps; step++) {
            double[] k1 = slope(x, y);
            double[] k2 = slope(x, moved(y, h / 2, k1));
            double[] k3 = slope(x, moved(y, h / 2, k2));
            double[] k4 = slope(x, moved(y, h, k3));
            double[] next = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                next[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
            }
            y = next;
        }
        return y;
    }

    private static double[] slope(double[] x, double[] y) {
        double[] slope = new double[y.length];
        slope[0] = x[0];
        for (int i = 1; i < y.length; i++) {
            slope[i] = x[i] * y[i - 1];
        }
        return slope;
    }

    private static double[] moved(double[] y, double h, double[] k) {
        double[] moved = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            moved[i] = y[i] + h * k[i];
        }
        return moved;
    }

    /** A mixture of Gaussians: weights, means, logarithms of the diagonal of Q, and its lower triangle. */
    public record Mixture(double[] alphas, double[][] means, double[][] logDiagonals, double[][] triangles) {}

    /** The data, and the parameters of the Wishart prior. */
    public record Observed(double[][] points, double gamma, int m) {}

    /** The logarithm of the posterior probability of a mixture, without a constant of the prior. */
    public static double gmm(Mixture mixture, Observed data) {
        int k = mixture.alphas.length;
        int d = mixture.means[0].length;
        double sum = 0;
        for (double[] point : data.points) {
            double[] terms = new double[k];
            for (int c = 0; c < k; c++) {
                double[] centered = new double[d];
                double logDeterminant = 0;
                for (int i = 0; i < d; i++) {
                    centered[i] = point[i] - mixture.means[c][i];
                    logDeterminant += mixture.logDiagonals[c][i];
                }
                double square = 0;
                int at = 0;
                double[] product = new double[d];
                for (int i = 0; i < d; i++) {
                    product[i] = Math.exp(mixture.logDiagonals[c][i]) * centered[i];
                }
                for (int j = 0; j < d; j++) {
                    for (int i = j + 1; i < d; i++) {
                        product[i] += mixture.triangles[c][at++] * centered[j];
                    }
                }
                for (double v : product) {
                    square += v * v;
                }
                terms[c] = mixture.alphas[c] + logDeterminant - 0.5 * square;
            }
            sum += lse(terms);
        }
        return sum
                - data.points.length * (lse(mixture.alphas) + 0.5 * d * Math.log(2 * Math.PI))
                + prior(mixture, data, k, d);
    }

    private static double prior(Mixture mixture, Observed data, int k, int d) {
        int n = d + data.m + 1;
        double sum = 0;
        for (int c = 0; c < k; c++) {
            double squares = 0;
            double logDeterminant = 0;
            for (double log : mixture.logDiagonals[c]) {
                squares += Math.exp(log) * Math.exp(log);
                logDeterminant += log;
            }
            for (double v : mixture.triangles[c]) {
                squares += v * v;
            }
            sum += 0.5 * data.gamma * data.gamma * squares - data.m * logDeterminant;
        }
        return sum - k * n * d * Math.log(data.gamma / Math.sqrt(2));
    }

    /** Bundle adjustment: the errors of the projection of a point by a camera, weighted, and of the weight. */
    public static double[] ba(double[] camera, double[] point, double weight, double[] seen) {
        double[] moved = {point[0] - camera[3], point[1] - camera[4], point[2] - camera[5]};
        double[] rotated = rotated(new double[] {camera[0], camera[1], camera[2]}, moved);
        double x = rotated[0] / rotated[2];
        double y = rotated[1] / rotated[2];
        double square = x * x + y * y;
        double distortion = 1 + camera[9] * square + camera[10] * square * square;
        return new double[] {
            weight * (x * distortion * camera[6] + camera[7] - seen[0]),
            weight * (y * distortion * camera[6] + camera[8] - seen[1]),
            1 - weight * weight
        };
    }

    private static double[] rotated(double[] axis, double[] x) {
        double square = axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2];
        if (square == 0) {
            double[] cross = cross(axis, x);
            return new double[] {x[0] + cross[0], x[1] + cross[1], x[2] + cross[2]};
        }
        double angle = Math.sqrt(square);
        double[] w = {axis[0] / angle, axis[1] / angle, axis[2] / angle};
        double[] cross = cross(w, x);
        double along = (w[0] * x[0] + w[1] * x[1] + w[2] * x[2]) * (1 - Math.cos(angle));
        double[] result = new double[3];
        for (int i = 0; i < 3; i++) {
            result[i] = x[i] * Math.cos(angle) + cross[i] * Math.sin(angle) + w[i] * along;
        }
        return result;
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
