import numpy as np

# The four cases of exclusive or.
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(42)
hidden_size = 4
learning_rate = 0.5
epochs = 10000

W1 = np.random.randn(2, hidden_size)
b1 = np.zeros((1, hidden_size))
W2 = np.random.randn(hidden_size, 1)
b2 = np.zeros((1, 1))

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(a):
    return a * (1 - a)

losses = []
for epoch in range(epochs):
    # forward
    z1 = np.dot(X, W1) + b1
    a1 = sigmoid(z1)
    z2 = np.dot(a1, W2) + b2
    y_hat = sigmoid(z2)

    loss = np.mean((y - y_hat) ** 2)
    losses.append(loss)

    # backward
    d_out = 2 * (y_hat - y) / len(y) * sigmoid_derivative(y_hat)
    d_hidden = np.dot(d_out, W2.T) * sigmoid_derivative(a1)

    # update
    W2 -= learning_rate * np.dot(a1.T, d_out)
    b2 -= learning_rate * np.sum(d_out, axis=0, keepdims=True)
    W1 -= learning_rate * np.dot(X.T, d_hidden)
    b1 -= learning_rate * np.sum(d_hidden, axis=0, keepdims=True)

    if epoch % 1000 == 0:
        print(f"epoch {epoch}: loss {loss:.4f}")

print("predictions:", y_hat.round(2))
