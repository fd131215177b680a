import numpy as np

def sigmoid(z):
    """The logistic function."""
    s = 1 / (1 + np.exp(-z))
    return s

# One column for each example.
X = np.array([[1., 2., -1.], [3., 4., -3.2]])
Y = np.array([[1, 0, 1]])

w = np.zeros((2, 1))
b = 0.0
m = X.shape[1]

for i in range(100):
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))

    dw = 1 / m * np.dot(X, (A - Y).T)
    db = 1 / m * np.sum(A - Y)

    w = w - 0.009 * dw
    b = b - 0.009 * db
