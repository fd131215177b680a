import numpy as np
import matplotlib.pyplot as plt

"""Fit a line to points by gradient descent."""
x = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
y = np.array([3.1, 4.9, 7.2, 9.1, 10.8])

w = 0.0
b = 0.0
lr = 0.01
history = []

for i in range(1000):
    y_pred = w * x + b
    cost = np.mean((y_pred - y) ** 2)
    history.append(cost)

    dw = 2 * np.mean((y_pred - y) * x)
    db = 2 * np.mean(y_pred - y)
    w = w - lr * dw
    b = b - lr * db

plt.plot(history)
plt.xlabel("iteration")
plt.show()
