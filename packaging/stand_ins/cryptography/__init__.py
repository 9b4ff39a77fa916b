"""Stands in for cryptography, which pdfminer imports and here never uses: PDFium has decrypted the file before."""
